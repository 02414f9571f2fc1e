/** As long as a SHA-256: what `openssl rand -hex 32` makes is 64 characters, a random UUID 36. */
export const secretLengthMin = 32;

/** Of the bits that an attacker would have to guess, told from how often each character stands in it. */
const secretBitsMin = 80;

/**
 * What guides, examples and templates say where a secret belongs. Probot starts with the first when it is given none.
 * Four letters stand by chance in one of 36,000 secrets in Base64, so what is short has to stand by itself.
 */
const placeholders =
  /development|change-?_?me|your-?_?(?:webhook-?_?)?secret|example|placeholder|replace|password|my-?_?secret|(?<![a-z\d])(?:todo|xxxx)(?![a-z\d])|x{8}|1234567890|abcdefgh|^(?:webhook-?_?)?secret$/i;

const howToMake =
  "Make one with `openssl rand -hex 32`, enter it as the webhook secret of the GitHub App, and set WEBHOOK_SECRET to it.";

/**
 * Why a webhook secret is no secret, and how to make one; `null`: it will do. Whoever knows it can send events that
 * look like GitHub's. The value is never part of the answer.
 */
export function weaknessOf(secret: string | undefined): string | null {
  const problem = problemOf(secret);
  return problem === null ? null : `${problem} ${howToMake}`;
}

function problemOf(secret: string | undefined): string | null {
  if (secret === undefined || secret.trim() === "") return "There is no webhook secret.";
  if (/^\s|\s$/.test(secret))
    return "The webhook secret begins or ends with white space, which GitHub would count as part of it.";
  if (placeholders.test(secret)) return "The webhook secret is, or contains, a well-known placeholder.";
  if (secret.length < secretLengthMin)
    return `The webhook secret has ${secret.length} characters; fewer than ${secretLengthMin} can be guessed.`;
  if (repeatsItself(secret) || estimatedBits(secret) < secretBitsMin)
    return "The webhook secret repeats itself too much to be random.";
  return null;
}

/** Whether more than half of it stands there a second time, some characters further on. */
function repeatsItself(secret: string): boolean {
  for (let shift = 1; shift <= secret.length / 2; shift += 1) {
    const rest = [...secret.slice(shift)];
    const equal = rest.filter((character, index) => character === secret[index]).length;
    if (equal > rest.length / 2) return true;
  }
  return false;
}

/** Shannon's entropy of the characters, or of the steps between neighbours, which are few where somebody counted. */
function estimatedBits(secret: string): number {
  const characters = [...secret];
  const steps = characters
    .slice(1)
    .map((character, index) => (character.codePointAt(0) ?? 0) - (characters[index]?.codePointAt(0) ?? 0));
  return Math.min(entropy(characters), entropy(steps)) * characters.length;
}

function entropy(symbols: readonly unknown[]): number {
  const counts = new Map<unknown, number>();
  for (const symbol of symbols) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / symbols.length) * Math.log2(count / symbols.length);
  return bits;
}
