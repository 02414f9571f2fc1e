import { type NginxDirective, readNginx } from "../../../formats/nginx/index.ts";
import { includePath } from "../../../formats/nginx/references.ts";
import { brokenByTemplate } from "../../../formats/recognise.ts";
import type { Diagnostic, NotEvaluated } from "../../../model/diagnostic.ts";
import { compileGlob } from "../../../model/glob.ts";
import type { Location } from "../../../model/location.ts";
import { joinTreePath } from "../../../model/tree-path.ts";
import { limitDiagnostic, syntaxDiagnostic } from "../diagnostics.ts";
import type { FileInput } from "../file-reading.ts";

/** A directive with the place where it is written, in this file or in one that it includes. */
export interface IncludedDirective {
  readonly name: string;
  readonly args: readonly string[];
  readonly block: readonly IncludedDirective[] | null;
  readonly location: Location;
}

export interface WithIncludes {
  readonly directives: readonly IncludedDirective[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** Includes in each other: more than anybody writes, and an end for a circle. */
const includeDepthMax = 10;
/** Directives after every include is filled in: a few files that include each other twice would be billions. */
const includedDirectivesMax = 200_000;

/** Puts what `include` names in its place, as NGINX does, where the root holds that file. */
export function withIncludes(input: FileInput, directives: readonly NginxDirective[]): WithIncludes {
  const filling = new Filling(input);
  const filled = filling.fill(input.path, directives, [input.path]);
  return { directives: filled, diagnostics: filling.diagnostics, notEvaluated: filling.notEvaluated };
}

class Filling {
  readonly diagnostics: Diagnostic[] = [];
  readonly notEvaluated: NotEvaluated[] = [];
  readonly #input: FileInput;
  readonly #read = new Map<string, readonly NginxDirective[]>();
  #count = 0;

  constructor(input: FileInput) {
    this.#input = input;
  }

  fill(
    path: string,
    directives: readonly NginxDirective[],
    chain: readonly string[],
  ): readonly IncludedDirective[] {
    return directives.flatMap((directive): readonly IncludedDirective[] => {
      this.#count += 1;
      const { name, args, block, startLine, endLine } = directive;
      const included =
        name === "include" && chain.length <= includeDepthMax ? this.#included(args[0] ?? "", chain) : [];
      if (included.length > 0 && this.#count <= includedDirectivesMax) return included;
      const filled = block === null ? null : this.fill(path, block, chain);
      return [{ name, args, block: filled, location: { path, startLine, endLine } }];
    });
  }

  #included(pattern: string, chain: readonly string[]): readonly IncludedDirective[] {
    const matches = includeMatcher(this.#input.path, pattern);
    const paths = [...this.#input.files.keys()]
      .filter((path) => matches(path) && !chain.includes(path))
      .sort();
    return paths.flatMap((path) => this.fill(path, this.#directivesOf(path), [...chain, path]));
  }

  #directivesOf(path: string): readonly NginxDirective[] {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const directives = this.#readFile(path);
    this.#read.set(path, directives);
    return directives;
  }

  #readFile(path: string): readonly NginxDirective[] {
    const bytes = this.#input.files.get(path) ?? new Uint8Array();
    const file = readNginx(bytes);
    if (file.kind === "directives") return file.directives;
    if (file.kind === "limit") this.diagnostics.push(limitDiagnostic(path, file.limit, bytes));
    if (file.kind !== "broken") return [];
    if (brokenByTemplate(Buffer.from(bytes).toString(), file.line))
      this.notEvaluated.push({ path, reason: "template", detail: "does not parse before it is rendered" });
    else this.diagnostics.push(syntaxDiagnostic("nginx_syntax", path, file, bytes));
    return [];
  }
}

/** NGINX reads a relative name below its prefix, which is where its main file stands: `nginx.conf`, `conf.d/*.conf`. */
function includeMatcher(main: string, pattern: string): (path: string) => boolean {
  const folder = main.includes("/") ? main.slice(0, main.lastIndexOf("/")) : "";
  const relative = includePath(pattern);
  return relative === null ? () => false : compileGlob(joinTreePath(folder, relative));
}
