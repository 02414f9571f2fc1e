import type { JsonObject } from "./json.ts";
import type { Location } from "./location.ts";

/**
 * Everything that a reader may say, by kind. The rule of the kind (VAL-001, VAL-007, VAL-008, CHG-025) has a sentence for
 * each, in every language; a test compares the two.
 */
export const diagnosticMessages = {
  syntax: [
    "yaml_syntax",
    "json_syntax",
    "hcl_syntax",
    "duplicate_key",
    "dockerfile_syntax",
    "nginx_syntax",
    "codeowners_syntax",
  ],
  undeclared: [
    "undeclared_variable",
    "undeclared_local",
    "undeclared_resource",
    "undeclared_data",
    "undeclared_module",
    "undeclared_module_output",
    "undeclared_module_input",
    "undeclared_module_folder",
  ],
  "missing-argument": ["missing_argument"],
  "not-rendered": [
    "cycle",
    "chart_invalid",
    "dependency_missing",
    "values_missing",
    "values_refused",
    "template_failed",
    "rendered_invalid",
    "remote_base",
    "plugin_refused",
    "kustomization_failed",
    "helmfile_failed",
    "application_failed",
  ],
  generated: ["generated_differs", "generated_missing", "generated_left_over", "generated_not_compared"],
  "not-read": [
    "limit_exceeded",
    "not_text",
    "lfs_pointer",
    "symlink",
    "submodule",
    "file_too_large",
    "plan_not_evaluated",
    "plan_binary",
    "plan_state",
    "plan_not_json",
    "plan_truncated",
    "plan_too_deep",
    "plan_too_large",
    "plan_event_stream",
    "plan_not_a_plan",
    "plan_version",
    "plan_time",
    "plan_memory",
    "plan_archive",
    "plan_missing",
    "plan_incomplete",
    "plan_errored",
    "plan_deferred",
    "plan_root_missing",
    "plan_not_bound",
    "plan_ambiguous",
    "archive_refused",
    "engine_time",
    "engine_memory",
    "engine_failed",
    "others_failed",
    "root_too_large",
    "rules_failed",
    "policy_failed",
    "policy_shape",
    "policy_time",
    "policy_memory",
  ],
  suppression: [
    "suppression",
    "suppression_of_nothing",
    "suppression_not_allowed",
    "suppression_never",
    "suppression_without_reason",
    "suppression_without_rule",
    "suppression_of_unknown_rule",
    "suppression_rendered",
    "suppression_unattached",
  ],
} as const;

export type DiagnosticKind = keyof typeof diagnosticMessages;
export type DiagnosticMessage<Kind extends DiagnosticKind = DiagnosticKind> =
  (typeof diagnosticMessages)[Kind][number];

/**
 * Something that reading found out, before any rule ran. Rules turn diagnostics into findings, so that severity and
 * enforcement stay theirs: `syntax` is VAL-001, `undeclared` and `missing-argument` VAL-007, `not-rendered` VAL-008, `generated` VAL-009, `not-read` CHG-025, `suppression` CHG-023.
 */
export interface Diagnostic {
  readonly kind:
    | "syntax"
    | "undeclared"
    | "missing-argument"
    | "not-rendered"
    | "generated"
    | "not-read"
    | "suppression";
  /** The message of the rule that reports it, e.g. `duplicate_key`, `limit_exceeded`. */
  readonly messageId: DiagnosticMessage;
  readonly arguments: JsonObject;
  /** What it is about, stable between two commits: a path, an address, a name. Part of the fingerprint. */
  readonly subject: string;
  /** Digest of the bytes it rests on: it counts as introduced only when they changed. */
  readonly digest: string;
  readonly location: Location;
}

/** What was recognised and passed over on purpose: listed, never a finding. */
export interface NotEvaluated {
  readonly path: string;
  readonly reason:
    | "encrypted"
    | "ignored"
    | "no-schema"
    | "template"
    | "unsupported-format"
    | "tool-copy"
    | "library-module"
    | "remote-module"
    | "drift"
    | "plan-of-untouched-root"
    | "module-version"
    | "remote-source"
    | "other-revision"
    | "not-static"
    | "not-applied"
    | "rest-not-read"
    | "policy-unknown-values"
    | "policy-namespace"
    | "policy-inventory";
  readonly detail: string;
}
