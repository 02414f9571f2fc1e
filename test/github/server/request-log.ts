/** One request of the App, as tests look at it. */
export interface LoggedRequest {
  readonly ordinal: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: "rest" | "graphql" | "git";
  /** `checks/create`; of GraphQL the operation's name; of git the service. `null`: nothing that GitHub has. */
  readonly operation: string | null;
  readonly method: string;
  readonly path: string;
  readonly who: string;
  /** `owner/name`, where it is about one. */
  readonly repository: string | null;
  /** Pull request, where it is about one; of a commit the one with that head. */
  readonly number: number | null;
  /** 0: no answer was given. */
  readonly status: number;
  readonly fault: string | null;
  readonly durationMs: number;
}
