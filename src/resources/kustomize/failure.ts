/**
 * kustomize's own messages quote patches, generators and whole documents, secrets among them. So nothing of a message is
 * passed on: it is recognised, and told again with the paths, fields and names that are part of it.
 */
interface KnownFailure {
  readonly pattern: RegExp;
  /** Takes the groups of the pattern; paths are those of the tree. */
  readonly reason: (...groups: string[]) => string;
}

const id = String.raw`([\w.:~/[\]-]+)`;
const quoted = String.raw`'([^'\n]*)'`;

const known: readonly KnownFailure[] = [
  {
    pattern: new RegExp(`cycle detected: candidate root ${quoted} contains visited root ${quoted}`),
    reason: (to) => `it leads back to ${to}`,
  },
  {
    pattern: new RegExp(`security; file ${quoted} is not in or below ${quoted}`),
    reason: (file, folder) => `${file} lies outside of ${folder}, and kustomize reads no file from there`,
  },
  { pattern: new RegExp(`new root ${quoted} cannot be absolute`), reason: (path) => `${path} is absolute` },
  {
    pattern: new RegExp(`no matches for Id ${id}; failed to find unique target for patch`),
    reason: (name) => `no object is ${name}, which a patch is for`,
  },
  {
    pattern: new RegExp(`may not add resource with an already registered id: ${id}`),
    reason: (name) => `${name} is there twice`,
  },
  {
    pattern: new RegExp(`found multiple possible targets|multiple matches for Id ${id}`),
    reason: () => "a name means several objects",
  },
  {
    pattern: /json: unknown field "([\w.-]{1,100})"/,
    reason: (field) => `kustomize knows no field ${field}`,
  },
  {
    pattern:
      /cannot unmarshal (\w+) into Go (?:struct field|value) (?:of type )?([\w.]+)(?: of type ([\w.[\]]+))?/,
    reason: (given, field) => `${field} does not take a ${given}`,
  },
  {
    pattern: /Found multiple kustomization files under: (\S+)/,
    reason: (folder) => `${folder} holds several kustomizations`,
  },
  { pattern: /kustomization\.yaml is empty/, reason: () => "it is empty" },
  {
    pattern: new RegExp(`expected kind '(\\w+)' for path ${quoted} but got '(\\w+)'`),
    reason: (wanted, path, kind) => `${path} is a ${kind}, and has to be a ${wanted}`,
  },
  {
    pattern: new RegExp(`expected kind != '(\\w+)' for path ${quoted}`),
    reason: (kind, path) => `${path} is a ${kind}, which belongs under \`components\``,
  },
  {
    pattern: /document contains excessive aliasing/,
    reason: () => "a file repeats itself without end by aliases",
  },
  {
    pattern: /(?:MalformedYAMLError|yaml): (?:yaml: )?(?:line (\d+): )?[^\n]*? in File: ([^\n':]+)/,
    reason: (line, file) => `${file} is no YAML${line === "" ? "" : ` (line ${line})`}`,
  },
  {
    pattern: /(\w+) operation does not apply: doc is missing (?:path|key): "?(\/[^\s":]*)/,
    reason: (operation, path) =>
      `a JSON patch cannot ${operation} ${path}, because the object has no such place`,
  },
  {
    pattern: /testing value (\/\S*) failed/,
    reason: (path) => `a JSON patch expects another value at ${path}`,
  },
  {
    pattern: /unable to find field "([^"\n]{1,200})" in replacement target/,
    reason: (field) => `a replacement finds no ${field} in its target`,
  },
  {
    pattern: /fieldPath `?([^\s`]+)`? is missing for replacement source/,
    reason: (field) => `a replacement finds no ${field} in its source`,
  },
  {
    pattern: new RegExp(`nothing selected by ${id}`),
    reason: (name) => `a replacement finds no object ${name}`,
  },
  { pattern: /multiple matches for selector/, reason: () => "a replacement finds several sources" },
  {
    pattern: /namespace transformation produces ID conflict/,
    reason: () => "its namespace gives two objects the same name",
  },
  {
    pattern: /OpenAPI version is not built in/,
    reason: () => "kustomize does not have the OpenAPI version that it names",
  },
  {
    pattern: /unable to parse SM or JSON patch/,
    reason: () => "a patch is neither a strategic merge nor a JSON patch",
  },
  {
    pattern: /must specify (?:a target|one of patch and path|name)/,
    reason: () => "a patch lacks its target",
  },
  {
    pattern: /behavior must be merge or replace/,
    reason: () => "a generator makes what is there already; give it `behavior: merge`",
  },
  {
    pattern: /does not exist; cannot merge or replace/,
    reason: () => "a generator is to merge with what is not there",
  },
  { pattern: /missing metadata\.name/, reason: () => "an object has no name" },
  {
    pattern: /only builtin plugins|external plugins disabled/i,
    reason: () => "it runs a plug-in that kustomize does not bring along",
  },
  {
    pattern: new RegExp(`unable to find one of [^\\n]* in directory ${quoted}`),
    reason: (folder) => `there is no kustomization in ${folder}`,
  },
  { pattern: /'(\/[^'\n]*)' doesn't exist/, reason: noSuch },
  {
    pattern: /(\/[^\s':]*): (?:no such file or directory|file does not exist)/,
    reason: noSuch,
  },
  { pattern: /yaml: line (\d+): /, reason: (line) => `a file is no YAML (line ${line})` },
];

function noSuch(path: string): string {
  return path.startsWith("/")
    ? `${path.slice(1) || ".."} lies outside of the repository`
    : `there is no ${path}`;
}

/** Longer than any name of a real file. */
const groupLengthMax = 200;

/** Why a build failed, without any value of a file. */
export function reasonOf(failure: string, root: string): string {
  for (const { pattern, reason } of known) {
    const match = pattern.exec(failure);
    if (match === null) continue;
    const groups = match.slice(1).map((group: string | undefined) => treePath(group ?? ""));
    return reason(...groups.map((group) => group.slice(0, groupLengthMax)));
  }
  return `kustomize refuses it for a reason that may quote values; \`kustomize build ${root}\` shows it`;
}

/** The engine puts the tree below a folder of this name (`files.Top`): what is not in it lies outside of the repository. */
function treePath(text: string): string {
  return text === "/repository" ? "." : text.replace(/^\/repository\//, "");
}

/** The folder whose kustomization failed: the innermost that the message names. */
export function failedFolder(failure: string, root: string): string {
  const named = [
    ...failure.matchAll(
      /(?:recursed accumulation of|couldn't make target for) path '\/repository\/?([^'\n]*)'/g,
    ),
  ];
  return named.at(-1)?.[1] || root;
}
