import type { z } from "zod";
import { GitHubError } from "../ports.ts";

/** Says where an answer is not as expected, without any value of it. */
const problemsMax = 3;

/** An answer of GitHub in the form that we know. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  what: string,
): z.infer<Schema> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const where = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new GitHubError(
    "invalid",
    `GitHub's answer about a ${what} has an unknown form: ${where.slice(0, problemsMax).join("; ")}. Is the server older than Sekisho supports?`,
  );
}
