export {
  type CredentialDetector,
  credentialDetectors,
  type Detector,
  neutralDetectors,
} from "./detector-names.ts";
export { maskSecrets, type SecretMarker, type SecretOptions } from "./mask.ts";
export { redactText } from "./redact.ts";
