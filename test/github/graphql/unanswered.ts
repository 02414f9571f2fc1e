/** A part of a query that GitHub does not give: `null` stands for it, and the errors say why. */
export class Unanswered extends Error {
  readonly type: "NOT_FOUND" | "FORBIDDEN" | "MISSING_PAGINATION_BOUNDARIES" | "EXCESSIVE_PAGINATION";
  constructor(type: Unanswered["type"], message: string) {
    super(message);
    this.name = "Unanswered";
    this.type = type;
  }
}

export function forbidden(): Unanswered {
  return new Unanswered("FORBIDDEN", "Resource not accessible by integration");
}
