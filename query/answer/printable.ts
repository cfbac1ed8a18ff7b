/**
 * A text that does nothing to a terminal but appear: no control characters but line ends and tabs, no characters that
 * turn the direction of writing.
 */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
