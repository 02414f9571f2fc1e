import type { ConfigurationProblem } from "../config/index.ts";

/** A configuration that cannot be used: exit code 2. Each problem is a line that an editor can jump to. */
export class ConfigurationError extends Error {
  constructor(problems: readonly ConfigurationProblem[]) {
    const lines = problems.map(
      ({ path, line, column, message, hint }) =>
        `${path}:${line}:${column}: ${message}${hint === null ? "" : ` ${hint}`}`,
    );
    super(`the configuration cannot be used:\n${lines.join("\n")}`);
    this.name = "ConfigurationError";
  }
}
