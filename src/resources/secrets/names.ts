/**
 * Whether a name says that its value is a secret. Only its end counts: `DB_PASSWORD` is one, `PASSWORD_POLICY`,
 * `TOKEN_URL`, `SECRET_NAME` and `KEY_PATH` are not.
 */
export function isSecretName(name: string): boolean {
  if (!hint.test(name)) return false;
  const words = wordsOf(name);
  while (words.length > 1 && isTrailer(words.at(-1) ?? "")) words.pop();
  const last = words.at(-1) ?? "";
  if (words.some((word) => derived.has(word))) return false;
  if (compound.test(last)) return true;
  if (secretWords.has(last)) return !(last === "pwd" && words.length === 1);
  return secretPairs.has(`${words.at(-2) ?? ""} ${last}`) || secretPairs.has(words.slice(-3).join(" "));
}

/** Whether the name is one of a password, where even a short and simple value is the real thing. */
export function isPasswordName(name: string): boolean {
  const words = wordsOf(name);
  while (words.length > 1 && isTrailer(words.at(-1) ?? "")) words.pop();
  return /pass(?:word|wd|phrase|code)?$|pwd$/.test(words.at(-1) ?? "") && isSecretName(name);
}

/** Whether the name could as well be that of a Secret object: `DB_SECRET: db-credentials`. */
export function mayNameAnObject(name: string): boolean {
  return !isPasswordName(name);
}

/** Most names can be told apart without looking at their words. */
const hint = /pass|pwd|secret|token|key|cred|plaintext/i;
const nameLengthMax = 200;
const passwordWords: ReadonlySet<string> = new Set([
  "password",
  "passwd",
  "passphrase",
  "passcode",
  "pass",
  "pwd",
]);
const secretWords: ReadonlySet<string> = new Set([
  ...passwordWords,
  ...[
    "secret",
    "token",
    "apikey",
    "credential",
    "credentials",
    "creds",
    "secretkey",
    "privatekey",
    "authtoken",
  ],
]);
/** Words that people write together: `PGPASSWORD`, `accesstoken`. */
const compound =
  /.(?:password|passwd|passphrase|apikey|secretkey|accesskey|privatekey|authtoken|accesstoken|clientsecret)$/;
const secretPairs: ReadonlySet<string> = new Set([
  ...[
    "api",
    "access",
    "secret",
    "private",
    "signing",
    "encryption",
    "master",
    "license",
    "auth",
    "shared",
  ].map((word) => `${word} key`),
  ...[
    "account key",
    "app key",
    "application key",
    "hmac key",
    "secret string",
    "plaintext value",
    "secret id value",
  ],
  ...["secret key base", "secret access key"],
]);
/** What is derived from a secret, or only counts or points, gives nothing away. */
const derived: ReadonlySet<string> = new Set([
  ...[
    "checksum",
    "hash",
    "sha",
    "sha256",
    "digest",
    "version",
    "revision",
    "public",
    "csrf",
    "dummy",
    "fake",
  ],
]);
/** Numbers and environments after the word itself: `PASSWORD_2`, `API_KEY_PROD`. */
const trailers: ReadonlySet<string> = new Set([
  ...[
    "prod",
    "production",
    "staging",
    "stg",
    "dev",
    "test",
    "old",
    "new",
    "primary",
    "secondary",
    "value",
    "base64",
  ],
]);

function isTrailer(word: string): boolean {
  return /^\d+$/.test(word) || trailers.has(word);
}

function wordsOf(name: string): string[] {
  return name
    .slice(-nameLengthMax)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
