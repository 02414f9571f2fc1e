/** Which repository a change belongs to. */
export interface RepositoryIdentity {
  /** What is read of the rest of it is kept under this: a place on this machine, or GitHub's number. */
  readonly key: string;
  /** `owner/name`; `null`: not known. */
  readonly name: string | null;
}
