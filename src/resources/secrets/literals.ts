import { isPasswordName, mayNameAnObject } from "./names.ts";

/** Nothing at all, or what people write where a secret will stand: no secret leaks by it. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  if (text === "" || isReference(text)) return true;
  if (text.length > placeholderLengthMax) return false;
  return placeholderShapes.some((shape) => shape.test(text));
}

/** A pointer to a secret that is kept somewhere else, or text that another program fills in. */
export function isReference(value: string): boolean {
  const text = value.trim().slice(0, referenceLengthMax);
  return references.some((shape) => shape.test(text));
}

/** SOPS, SealedSecrets and Ansible Vault text. */
export function isEncrypted(value: string): boolean {
  return /^ENC\[(?:AES256_GCM|PKCS7),/.test(value) || value.startsWith("$ANSIBLE_VAULT;");
}

/**
 * Whether a literal under a secret name is the secret itself, in a place that holds values (an environment variable, a
 * password argument): everything but placeholders, references, booleans, numbers, dates, paths and object names.
 */
export function isLiteralSecret(name: string, value: string): boolean {
  const text = value.trim();
  if (text.length < literalLengthMin || isPlaceholder(text) || isEncrypted(text)) return false;
  if (harmlessShapes.some((shape) => shape.test(text))) return false;
  return !(mayNameAnObject(name) && looksLikeObjectName(text));
}

/** The same in a place that holds anything, where only what looks random, or a password with some variety, counts. */
export function isStrongSecret(name: string, value: string): boolean {
  const text = value.trim();
  if (!isLiteralSecret(name, text) || /[\s(){}<>[\]]/.test(text)) return false;
  if (isPasswordName(name) && text.length >= passwordLengthMin && /[^a-z-]/.test(text)) return true;
  if (text.length < strongLengthMin || text.length > strongLengthMax || looksLikeObjectName(text))
    return false;
  return /\d/.test(text) && /[A-Za-z]/.test(text) && entropy(text) >= strongEntropyMin;
}

const placeholderLengthMax = 128;
const referenceLengthMax = 1024;
const literalLengthMin = 4;
const passwordLengthMin = 6;
const strongLengthMin = 16;
/** Longer values are certificates, documents or binaries. */
const strongLengthMax = 512;
/** Bits for each character: words stay below, random base64 and hexadecimal above. */
const strongEntropyMin = 3.2;

const placeholderShapes: readonly RegExp[] = [
  /^(?:(?:please|to|must|should)[-_ ]?)*(?:be[-_ ]?)?(?:change|replace|update|fill|set|insert|add|edit|put)[-_ ]?(?:d|me|this|it|in|here|later|your)?(?:[-_ ].*)?$/i,
  /^(?:tbd|tba|todo|fixme|none|null|nil|n\/a|na|undefined|unset|empty|default|dummy|fake|mock|sample|redacted|masked|hidden|removed|secret|password|passw0rd|token|credentials?|string|value|test|testing|foo|bar|baz|example|placeholder)$/i,
  /(?:^|[-_. ])(?:example|placeholder|dummy|fake|sample|redacted|changeme|replaceme|your[-_ ]|insert[-_ ])/i,
  /(?:EXAMPLE|-example|_example|PLACEHOLDER|CHANGEME|CHANGE_ME|REPLACE_ME)(?:KEY)?$/,
  /^(?:my|some|the|your|an?)[-_ ](?:[a-z0-9]+[-_ ])*(?:password|passphrase|secret|token|key|credentials?)$/i,
  /\bgoes[-_ ]here\b/i,
  /^(.)\1*$/,
  /^[xX*.•_?#-]{3,}$/,
  /^(?:[xX*]{3,}|\.{3})|(?:[xX*]{4,}|\.{3})$/,
  /^<[^<>]*>$/,
  /^\[[^[\]]*\]$/,
  /^_{1,2}[A-Za-z0-9_]+_{1,2}$/,
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/,
];
const references: readonly RegExp[] = [
  /\$\{[^}]*\}|\$\([^)]*\)|\{\{.*\}\}|\{%.*%\}|<%.*%>/s,
  /^\$[A-Za-z_][\w.:-]*$/,
  /^[a-z_]\w*\(.*\)$/s,
  /^%[A-Za-z_]\w*%$|^@@?\w+@?@?$|^#\{[^}]*\}#?$/,
  /^arn:[a-z-]+:/,
  /^(?:vault|ssm|secretsmanager|secretmanager|awssm|gcpsm|azurekv|op|ref\+\w+|keyvault|file|env|sops|sm):/i,
  /^(?:aws-ssm|aws-secretsmanager|gcp-secretmanager):/i,
  /^\{\{?resolve:/,
  /^projects\/[^/]+\/secrets\//,
  /^(?:var|local|data|module|each|self|path|random_\w+|aws_\w+|kubernetes_\w+)\.[\w.[\]"-]+$/,
];
const harmlessShapes: readonly RegExp[] = [
  /^(?:true|false|yes|no|on|off|enabled|disabled|required|optional|read|write|auth|bearer|basic|none|auto|always|never)$/i,
  /^[-+]?[\d.,_]+$/,
  /^\$(?:2[abxy]|argon2\w{1,2}|[156]|apr1)\$/,
  /^[\d.]+(?:ns|us|ms|s|m|h|d|w|y|sec|secs|min|mins|hours?|days?|[kmgt]i?b?|%)$/i,
  /^P(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?$/,
  /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[-+]\d{2}:?\d{2})?)?$/,
  /^(?:\.{0,2}|~)\/[\w@./-]*$/,
  /^[A-Za-z]:\\/,
  /^[\w.-]+:\d{2,5}$/,
  /^[a-z][a-z0-9+.-]*:\/\/[^\s@]*$/i,
  /^(?:[\w-]+\.)+(?:com|net|org|io|dev|local|internal|uk|jp|cloud|amazonaws)(?::\d+)?(?:\/\S*)?$/i,
  /^-----BEGIN (?:CERTIFICATE|PUBLIC KEY|PGP PUBLIC)/,
];

/** Words with hyphens, as objects of Kubernetes and secrets of a cloud are called; not hexadecimal or UUIDs. */
function looksLikeObjectName(text: string): boolean {
  if (!/^[a-z][a-z0-9]*(?:[-_./][a-z0-9]+)+$/i.test(text) || /^[0-9a-f-]{32,}$/i.test(text)) return false;
  return text.split(/[-_./]/).every((word) => word.length < 16 && !mixedWord.test(word));
}

/** Letters and digits more than once in turn: nobody names things like that. */
const mixedWord = /[A-Za-z]\d+[A-Za-z]+\d|\d[A-Za-z]+\d+[A-Za-z]/;

/** Shannon entropy in bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
