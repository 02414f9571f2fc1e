/** Name of the check run: what rulesets require. A check of this name by anybody else is a forgery. */
export const checkName = "sekisho";

/** What Sekisho writes to GitHub: plain data, made by `report/`, sent by `github/`. */
export interface CheckRunContent {
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  readonly text: string | null;
  /** `null`: still at work. */
  readonly conclusion: "success" | "failure" | "action_required" | null;
  /** Ranked, at most 100. */
  readonly annotations: readonly Annotation[];
  /** At most three. */
  readonly actions: readonly CheckAction[];
  /**
   * Finds the run again after a crash: the decision and the state of the gate. On a pull request it begins with its
   * number and a colon: GitHub does not name the pull request in events about a check on the head of a fork.
   */
  readonly externalId: string;
  /** Page that explains the check; `null`: none. */
  readonly detailsUrl: string | null;
}

export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
}

export interface CheckAction {
  readonly identifier: "recheck" | "confirm" | "explain";
  /** At most 20 characters. */
  readonly label: string;
  /** At most 40 characters. */
  readonly description: string;
}

export interface CommentContent {
  /** Markdown, at most 65,000 characters: GitHub takes 65,536, and the sender may add a mark of its own. */
  readonly body: string;
  /** Over what the comment says, times and commit apart: it is edited only where this differs. */
  readonly digest: string;
}

/** A replacement of lines of the head that lie within the diff. */
export interface Suggestion {
  readonly path: string;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** What stands there afterwards, without line ends; empty: the lines go. */
  readonly lines: readonly string[];
  /** The review comment: why, and the lines in a fence that GitHub offers to commit. */
  readonly body: string;
}
