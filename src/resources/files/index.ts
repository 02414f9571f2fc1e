import { type FileFormat, fileFormatOf } from "../../formats/file-format.ts";
import { recogniseOpaque } from "../../formats/recognise.ts";
import type { Root } from "../../model/root.ts";
import { readCircleci } from "./circleci/index.ts";
import { readCodeownersResource } from "./codeowners/index.ts";
import { readCompose } from "./compose/index.ts";
import { lfsDiagnostic } from "./diagnostics.ts";
import { readDockerfileResource } from "./dockerfile/index.ts";
import { type FileInput, type FileReading, passedOver, said } from "./file-reading.ts";
import { readAction, readWorkflow } from "./github/workflow.ts";
import { readNginxResource } from "./nginx/index.ts";

export { nginxFromKubernetes } from "./nginx/embedded.ts";

const readers: Readonly<Record<FileFormat, (input: FileInput) => FileReading>> = {
  "github-workflow": readWorkflow,
  "github-action": readAction,
  circleci: readCircleci,
  compose: readCompose,
  dockerfile: readDockerfileResource,
  nginx: readNginxResource,
  codeowners: readCodeownersResource,
};

/**
 * Reads a root of kind `file`: its own file, and what that includes. Types: `github_workflow`, `github_action`,
 * `circleci_config`, `compose_file`, `dockerfile`, `nginx_config`, `codeowners`. Secrets are not yet masked.
 *
 * Diagnostics of kind `syntax`: `yaml_syntax`, `duplicate_key`, `dockerfile_syntax`, `nginx_syntax`,
 * `codeowners_syntax`. Of kind `not-read`: `limit_exceeded`, `not_text`, `lfs_pointer`.
 */
export function readConfigurationFile(root: Root, files: ReadonlyMap<string, Uint8Array>): FileReading {
  const { key: rootKey, path } = root;
  const bytes = files.get(path);
  const named = fileFormatOf(path);
  if (bytes === undefined || named === null) return { resources: [], diagnostics: [], notEvaluated: [] };
  const opaque = recogniseOpaque(bytes);
  if (opaque === "lfs-pointer") return said(lfsDiagnostic(path, bytes));
  if (opaque !== null) return passedOver({ path, reason: "encrypted", detail: opaque });
  return readers[named.format]({ rootKey, path, bytes, files });
}
