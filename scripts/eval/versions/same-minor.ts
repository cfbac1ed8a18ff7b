/** Whether two versions differ in the patch alone: `2.4` and `2.4.1`. */
export const sameMinor = (a: string, b: string): boolean => minorOf(a) === minorOf(b);

const minorOf = (version: string): string => {
  const [major = "", minor = "0"] = version.split(".");
  return `${major}.${minor}`;
};
