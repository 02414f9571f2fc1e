/**
 * What the caller has to do:
 * - `gone`: a commit is no longer there, or never was. Read the pull request again: its head has moved on.
 * - `unauthorised`: the token may not read the repository. Get a new one; if that fails too, the App was taken out.
 * - `not-found`: no repository under this address, or it was renamed. Read its name again.
 * - `unavailable`, `timeout`: nobody answered, or not to the end. Try again later.
 * - `no-space`: the disk is full. What could be removed was removed; try again later.
 * - `aborted`: the caller's signal ended it.
 * - `too-large`: more bytes than a named limit allows. Trying again does not help.
 * - `corrupt`: the mirror was broken, and so was the one fetched in its place.
 * - `unsupported`: the server gives nothing by its id, or git on this machine cannot do HTTPS.
 * - `address`: the address is none that is fetched from.
 */
export type MirrorErrorCode =
  | "gone"
  | "unauthorised"
  | "not-found"
  | "unavailable"
  | "timeout"
  | "no-space"
  | "aborted"
  | "too-large"
  | "corrupt"
  | "unsupported"
  | "address";

/** Fetching failed. No message, and no cause, ever holds a token. */
export class MirrorError extends Error {
  readonly code: MirrorErrorCode;
  constructor(code: MirrorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MirrorError";
    this.code = code;
  }
}
