import type { Publication } from "../../../src/report/publication/index.ts";

/** Check and comment as one page, for goldens that people read. */
export function written({ check, comment }: Publication): string {
  const annotations = check.annotations.map(
    ({ path, startLine, endLine, level, title, message }) =>
      `- ${level} ${path}:${startLine}-${endLine} [${title}] ${message}`,
  );
  const actions = check.actions.map(
    ({ identifier, label, description }) => `- ${identifier} [${label}] ${description}`,
  );
  return [
    `TITLE ${check.title}`,
    `CONCLUSION ${check.conclusion}`,
    ...(actions.length === 0 ? [] : ["ACTIONS", ...actions]),
    ...(annotations.length === 0 ? [] : ["ANNOTATIONS", ...annotations]),
    "",
    "SUMMARY",
    check.summary.trimEnd(),
    "",
    ...(check.text === null || check.text === "" ? [] : ["TEXT", check.text.trimEnd(), ""]),
    comment === null ? "NO COMMENT" : `COMMENT\n${comment.body.trimEnd()}`,
    "",
  ].join("\n");
}
