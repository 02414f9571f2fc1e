/** GitHub's messages are a sentence or two; a page of a proxy in between is not worth more. */
const messageCharactersMax = 500;

const secrets: readonly RegExp[] = [
  // Tokens of GitHub: https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
  /\b(?:gh[a-z]_|github_pat_)[\w.-]+/g,
  // Installation tokens of older servers.
  /\bv1\.[0-9a-f]{40}\b/g,
  // JSON web tokens, such as the App's own.
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g,
  /\b(?:bearer|token|basic)\s+[\w.~+/=-]{16,}/gi,
  /-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g,
  // Credentials within addresses.
  /(?<=:\/\/)[^/@\s]+@/g,
];

/** For messages and logs: whatever looks like a credential is taken out, and the rest is kept short. */
export function withoutSecrets(text: string): string {
  const clean = secrets.reduce((rest, pattern) => rest.replace(pattern, "[removed]"), text);
  return clean.length > messageCharactersMax ? `${clean.slice(0, messageCharactersMax)}…` : clean;
}
