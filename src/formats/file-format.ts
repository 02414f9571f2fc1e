/** What is read as a whole file, with a grammar of its own. */
export type FileFormat =
  | "github-workflow"
  | "github-action"
  | "circleci"
  | "compose"
  | "dockerfile"
  | "nginx"
  | "codeowners";

/** Names that leave no doubt; GitHub and CircleCI look at these places alone. */
const certain: readonly (readonly [RegExp, FileFormat])[] = [
  [/^\.github\/workflows\/[^/]+\.ya?ml$/, "github-workflow"],
  [/(?:^|\/)\.github\/actions\/(?:.*\/)?action\.ya?ml$/, "github-action"],
  [/^\.circleci\/[^/]+\.ya?ml$/, "circleci"],
  [/^(?:\.github\/|docs\/)?CODEOWNERS$/, "codeowners"],
  [/(?:^|\/)(?:Docker|Container)file(?:[.-](?!dockerignore$)[^/]*)?$/, "dockerfile"],
  [/[^/.]\.+[dD]ockerfile$/, "dockerfile"],
  [/(?:^|\/)nginx\.conf$/, "nginx"],
];

interface Guess {
  readonly name: RegExp;
  readonly format: FileFormat;
  readonly content: readonly RegExp[];
}

/** Names that something else may have too, and what has to stand in the file then. */
const guesses: readonly Guess[] = [
  { name: /(?:^|\/)action\.ya?ml$/, format: "github-action", content: [/^runs[ \t]*:/m] },
  {
    name: /(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/,
    format: "compose",
    content: [/^(?:services|include)[ \t]*:/m],
  },
  {
    name: /\.(?:conf|nginx|vhost)(?:\.template)?$/,
    format: "nginx",
    content: [
      /^[ \t]*(?:http|events|server|stream|location\b[^\n{;]{0,500}|upstream[ \t][^\n{;]{1,200}|map[ \t][^\n{;]{1,500})\s{0,50}\{/m,
      /^[ \t]*(?:listen|server(?:_name)?|proxy_\w{1,50}|fastcgi_pass|worker_\w{1,50}|include|return|root|default_type|add_header|access_log|error_log|ssl_\w{1,50}|rewrite|default|stub_status)\b[^\n{]{0,2000};/m,
    ],
  },
];

/** Text of another program: what it becomes is not known before that program ran. */
const template = /\.(?:j2|jinja2?|tmpl|tpl|tftpl|erb|mustache|in|m4|gotmpl|hbs)$/;
/** Notes beside a file, named after it. */
const notes = /\.(?:md|txt|orig|bak|swp|sh|py|go|rego)$/;

/** The format of a file by its name, as far as a name can tell; `certain` where no other tool uses that name. */
export function fileFormatOf(
  path: string,
): { readonly format: FileFormat; readonly certain: boolean } | null {
  if (notes.test(path) || template.test(path)) return null;
  const known = certain.find(([name]) => name.test(path));
  if (known !== undefined) return { format: known[1], certain: true };
  const guess = guesses.find(({ name }) => name.test(path));
  return guess === undefined ? null : { format: guess.format, certain: false };
}

/** Whether a file that has the name of a format holds it: bytes are looked at where the name leaves a doubt. */
export function holdsFormat(path: string, bytes: Uint8Array): boolean {
  const named = fileFormatOf(path);
  if (named === null) return false;
  if (named.certain) return true;
  const text = Buffer.from(bytes.subarray(0, lookedAtBytesMax)).toString("utf8");
  if (/^apiVersion[ \t]*:/m.test(text)) return false;
  const guess = guesses.find(({ name }) => name.test(path));
  return guess?.content.every((wanted) => wanted.test(text)) ?? false;
}

/** What tells a format stands near the top; a file of comments alone is none. */
const lookedAtBytesMax = 512 * 1024;

/** A template of a file that is read where it is none: `Dockerfile.j2`. */
export function isFileTemplate(path: string): boolean {
  return template.test(path) && fileFormatOf(path.replace(template, ""))?.certain === true;
}
