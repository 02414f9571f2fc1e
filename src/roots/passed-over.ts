import { fileFormatOf, isFileTemplate } from "../formats/file-format.ts";
import type { NotEvaluated } from "../model/diagnostic.ts";
import { nameOf } from "./paths.ts";

/** Formats that are infrastructure, and that nothing here reads. */
const unsupported: readonly (readonly [RegExp, string])[] = [
  [/\/\.github\/workflows\/[^/]+\.ya?ml$/, "GitHub Actions, where GitHub does not look"],
  [/\/\.circleci\/[^/]+\.ya?ml$/, "CircleCI, where CircleCI does not look"],
  [
    /(?:^|\/)(?:\.gitlab-ci|azure-pipelines|bitbucket-pipelines|\.drone|\.travis|buildspec|cloudbuild)\.ya?ml$/,
    "CI",
  ],
  [/(?:^|\/)Jenkinsfile$/, "Jenkins"],
  [/\.(?:jsonnet|libsonnet)$/, "Jsonnet"],
];

/** A template of a manifest or of Terraform; its name says what it becomes. */
const template = /\.(?:ya?ml|json|tf|tfvars)\.(?:j2|jinja2?|gotmpl|tmpl|tpl|tftpl|erb|mustache)$/;

/** Whether a path belongs to a tool of its own by its name, so that it is never a manifest. */
export function isUnsupported(path: string): boolean {
  return fileFormatOf(path)?.certain === true || unsupported.some(([pattern]) => pattern.test(path));
}

export function unsupportedFormat(path: string): readonly NotEvaluated[] {
  const found = unsupported.find(([pattern]) => pattern.test(path));
  return found === undefined ? [] : [{ path, reason: "unsupported-format", detail: found[1] }];
}

export function templateOf(path: string): readonly NotEvaluated[] {
  return template.test(path) || isFileTemplate(path)
    ? [{ path, reason: "template", detail: nameOf(path).replace(/^.*\./, ".") }]
    : [];
}
