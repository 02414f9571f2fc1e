export { maskSecrets } from "./mask.ts";
export { redactText } from "./redact.ts";
