import type { SourceProblem } from "../../model/policy-sources.ts";
import type { PolicySourcesTask } from "./task.ts";

/** Policies whose compilation ended its worker are refused, as those that do not compile are. */
export function endedCompilation(
  { sources }: PolicySourcesTask,
  reason: "timeout" | "memory" | "crash",
): SourceProblem {
  const names = sources.map(({ source }) => source.name).join(", ");
  const took = { timeout: ["longer", "時間"], memory: ["more memory", "メモリ"], crash: ["more", "資源"] }[
    reason
  ];
  return {
    path: sources[0]?.source.path ?? ".",
    line: 1,
    column: 1,
    message: {
      en: `compiling the policies of ${names} took ${took[0]} than is allowed. Make them smaller, or leave out what generates values.`,
      ja: `${names} のポリシーのコンパイルが、許容される${took[1]}を超えました。ポリシーを小さくしてください。`,
    },
  };
}
