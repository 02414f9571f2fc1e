import type { Engine } from "../../engines/engine.ts";
import { digestOf } from "../../model/digest.ts";
import type { PolicyUnit, SourceFiles, SourceProblem } from "../../model/policy-sources.ts";
import type { RuleText } from "../../model/report.ts";
import type { Rule } from "../../model/rule.ts";
import { compilePolicySet, PolicySourceError } from "../compile.ts";
import { capabilitiesPath, type PolicyFiles } from "../source.ts";
import { readReadme, ruleText } from "../texts.ts";
import type { SourceUnits } from "./conftest.ts";
import { problemAt, regoProblem, sentences } from "./problems.ts";

/** Ids that an organisation may give its rules. */
const ownIdPattern = /^[A-Z][A-Z0-9]{1,14}-\d{1,5}$/;
/** Where the shipped library stands beside the files of a source, for `import data.lib`. */
const libraryFolder = "lib/";

/** An organisation's own rule units, compiled with our library to a WebAssembly module of their own. */
export function ownUnits(engine: Engine, shipped: PolicyFiles, given: SourceFiles): SourceUnits {
  const { source } = given;
  const files = filesBelow(given);
  const failed = (...problems: readonly SourceProblem[]): SourceUnits => ({ rules: [], units: [], problems });
  if (![...files.keys()].some((path) => path.endsWith(".rego")))
    return failed(problemAt(source.path, sentences.noRego("rules")));
  const together = new Map([...libraryOf(shipped), ...files]);
  const compiled = compiledUnits(engine, together, given);
  if (compiled.kind === "rejected") return failed(...compiled.problems);
  const rules: Rule[] = [];
  const problems: SourceProblem[] = [];
  for (const rule of compiled.rules) {
    const made = withTexts(rule, files, given);
    if (made.kind === "problem") problems.push(made.problem);
    else rules.push(made.rule);
  }
  if (problems.length > 0) return failed(...problems);
  const ruleIds = rules.map(({ id }) => id);
  const basis = { kind: "sekisho", source: source.name, ruleIds } as const;
  const wasm = Buffer.from(compiled.wasm).toString("base64");
  const unit: PolicyUnit = { ...basis, id: digestOf([source.name, wasm]), label: source.name, wasm };
  return { rules, units: [unit], problems: [] };
}

/** The shipped library and what it may use. */
export function libraryOf(shipped: PolicyFiles): PolicyFiles {
  return new Map(
    [...shipped].filter(([path]) => path === capabilitiesPath || path.startsWith(libraryFolder)),
  );
}

/** Paths below the source's folder, as a policy folder has them. */
export function filesBelow({ source, files }: SourceFiles): PolicyFiles {
  const start = source.path === "." ? "" : `${source.path}/`;
  return new Map(
    Object.entries(files)
      .filter(([path]) => path.startsWith(start) && !path.slice(start.length).startsWith(libraryFolder))
      .map(([path, text]) => [path.slice(start.length), text]),
  );
}

type Compiled =
  | { readonly kind: "compiled"; readonly wasm: Uint8Array; readonly rules: readonly Rule[] }
  | { readonly kind: "rejected"; readonly problems: readonly SourceProblem[] };

function compiledUnits(engine: Engine, files: PolicyFiles, { source }: SourceFiles): Compiled {
  try {
    return { kind: "compiled", ...compilePolicySet(engine, files, ownIdPattern) };
  } catch (error) {
    if (!(error instanceof PolicySourceError)) throw error;
    const start = source.path === "." ? "" : `${source.path}/`;
    return {
      kind: "rejected",
      problems: error.problems.map((problem) => regoProblem({ ...problem, file: `${start}${problem.file}` })),
    };
  }
}

type WithTexts =
  | { readonly kind: "rule"; readonly rule: Rule }
  | { readonly kind: "problem"; readonly problem: SourceProblem };

function withTexts(rule: Rule, files: PolicyFiles, { source }: SourceFiles): WithTexts {
  const folder = rule.package.replaceAll(".", "/");
  const path = source.path === "." ? folder : `${source.path}/${folder}`;
  const english = files.get(`${folder}/README.md`);
  const problem = (message: SourceProblem["message"]): WithTexts => ({
    kind: "problem",
    problem: problemAt(path, message),
  });
  if (english === undefined) return problem(sentences.noReadme(rule.id));
  const japanese = files.get(`${folder}/README.ja.md`);
  try {
    const en: RuleText = ruleText(rule.id, readReadme(`${path}/README.md`, english, "en"));
    const ja =
      japanese === undefined ? en : ruleText(rule.id, readReadme(`${path}/README.ja.md`, japanese, "ja"));
    const enforcement =
      source.enforcement === null
        ? rule.enforcement
        : { production: source.enforcement, elsewhere: source.enforcement };
    const origin = { kind: "sekisho", source: source.name, path, line: 1, texts: { en, ja } } as const;
    return { kind: "rule", rule: { ...rule, enforcement, origin } };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    // It begins with the path of the README, in which it is.
    const [, file, said] = /^(\S+README(?:\.ja)?\.md): (.+)$/s.exec(detail) ?? [];
    if (file === undefined || said === undefined) return problem(sentences.readme(detail));
    return { kind: "problem", problem: problemAt(file, sentences.readme(said)) };
  }
}
