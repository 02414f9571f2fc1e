export {
  type ComparedFinding,
  compareWithBase,
  type MovedIdentity,
} from "./compare.ts";
export { evidenceOf } from "./evidence.ts";
export { fingerprintOf } from "./fingerprint.ts";
