/** What `explain` and `policies list` say. */
export interface ExplainTexts {
  readonly headings: { readonly why: string; readonly fix: string; readonly waive: string };
  readonly labels: {
    readonly severity: string;
    readonly enforcement: string;
    readonly family: string;
    readonly kinds: string;
    readonly parameters: string;
    readonly supersedes: string;
    readonly peers: string;
    readonly tags: string;
    readonly references: string;
  };
  enforcement(production: string, elsewhere: string): string;
  parameter(name: string, fallback: string): string;
  readonly columns: readonly [string, string, string, string, string, string, string];
  family(name: string, count: number): string;
  rules(count: number): string;
  /** In the column of rules that say how what they find is mended. */
  readonly fixed: string;
  silent(count: number): string;
  silentRule: string;
  wouldPass: string;
  passes: string;
}

/** What `config check` says. */
export interface ConfigCheckTexts {
  good(files: number): string;
  broken(errors: number): string;
  missing(path: string): string;
  read(path: string): string;
  place(path: string, line: number): string;
  warnings(count: number): string;
  unmatched(roots: number, total: number): string;
  mode(mode: string): string;
  correct: string;
}
