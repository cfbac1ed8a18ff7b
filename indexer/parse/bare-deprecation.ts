/** What is said of a deprecation of which the project says nothing but that it is one, and perhaps since when. */
export const bareDeprecation = (since: string | undefined): string =>
  since === undefined || since === "" ? "Deprecated." : `Deprecated since version ${since}.`;
