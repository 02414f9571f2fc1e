import type { CredentialDetector } from "./detector-names.ts";
import { isPlaceholder } from "./literals.ts";

/** A credential in a text: `[start, end)` is what has to disappear. */
export interface Hit {
  readonly detector: CredentialDetector;
  readonly start: number;
  readonly end: number;
}

/** Every credential in a text that its form gives away, in order. Documented examples and placeholders are none. */
export function detectCredentials(text: string): readonly Hit[] {
  if (text.length < credentialLengthMin || !hint.test(text)) return [];
  const hits: Hit[] = [];
  for (const { detector, pattern, secret } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const value = match[secret] ?? "";
      if (isExample(detector, value)) continue;
      const start = match.index + match[0].lastIndexOf(value);
      hits.push({ detector, start, end: start + value.length });
    }
  }
  return hits.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Shorter than every credential below, `a://b:c@d` aside. */
const credentialLengthMin = 9;

/** One cheap look that almost every text fails. */
const hint =
  /A[KS]IA|-----BEGIN|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|hooks\.slack\.com|[rs]k_(?:live|test)_|AIza|ya29\.|eyJ|npm_|pypi-|SG\.|hvs\.|sk-|AccountKey=|AGE-SECRET|secret_?access_?key|"auth"|:\/\//i;

interface Pattern {
  readonly detector: CredentialDetector;
  readonly pattern: RegExp;
  /** The group that is the secret. */
  readonly secret: number;
}

/** All repetitions are bounded or end at a fixed character, so that a long text costs no more than its length. */
const patterns: readonly Pattern[] = [
  of(
    "private-key",
    /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END)[\s\S]){0,20000}(?:-----END [A-Z0-9 ]{1,60}-----)?/g,
  ),
  of("aws-access-key", /\bA[KS]IA[A-Z2-7]{16}\b/g),
  of(
    "aws-secret-key",
    /secret_?access_?key["']?\s{0,5}[:=]\s{0,5}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/gi,
    1,
  ),
  of("github-token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})\b/g),
  of("gitlab-token", /\bglpat-[A-Za-z0-9_-]{20,255}/g),
  of("slack-token", /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/g),
  of(
    "slack-webhook",
    /\bhooks\.slack\.com\/(?:services|workflows)\/([A-Za-z0-9]{6,20}\/[A-Za-z0-9]{6,20}\/[A-Za-z0-9]{16,64})/g,
    1,
  ),
  of("stripe-key", /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}\b/g),
  of("gcp-api-key", /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g),
  of("gcp-oauth-token", /\bya29\.[0-9A-Za-z_-]{20,1000}/g),
  of("jwt", /\beyJ[A-Za-z0-9_-]{8,1000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,1000}/g),
  of("npm-token", /\bnpm_[A-Za-z0-9]{36}\b/g),
  of("pypi-token", /\bpypi-AgEI[A-Za-z0-9_-]{50,1000}/g),
  of("sendgrid-key", /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/g),
  of("vault-token", /\bhvs\.[A-Za-z0-9_-]{24,255}/g),
  of("openai-key", /\bsk-(?:proj-)?[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20,100}/g),
  of("anthropic-key", /\bsk-ant-[A-Za-z0-9_-]{32,255}/g),
  of("azure-storage-key", /\bAccountKey=([A-Za-z0-9/+]{86}==)/g, 1),
  of("age-key", /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/g),
  of("docker-config", /"auth"\s{0,20}:\s{0,20}"([A-Za-z0-9+/]{8,4000}={0,2})"/g, 1),
  of("url-credentials", /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'<>]{0,100}:([^\s/@"'<>]{1,200})@[\w.[-]/gi, 1),
];

function of(detector: CredentialDetector, pattern: RegExp, secret = 0): Pattern {
  return { detector, pattern, secret };
}

function isExample(detector: CredentialDetector, value: string): boolean {
  if (detector === "private-key") return !/[A-Za-z0-9/+=]{40}/.test(value);
  if (/EXAMPLE/.test(value) || /(.)\1{9}/.test(value)) return true;
  if (detector === "docker-config") return !/^[^:]+:./s.test(Buffer.from(value, "base64").toString("latin1"));
  if (detector === "url-credentials")
    return isPlaceholder(value) || /^(?:\*+|pass(?:word)?|pwd|secret|token|%\w|\$\w+)$/i.test(value);
  return false;
}
