import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { field, textOf } from "../yaml-object.ts";
import type { Definition } from "./definition.ts";

/** Replaces the variables of Argo CD's build environment that stand in an Application itself, in its Helm block. */
export function withBuildEnvironment(source: JsonObject, { name, object }: Definition): JsonObject {
  const helm = field(source, "helm");
  if (!isJsonObject(helm)) return source;
  const spec = field(object, "spec");
  const variables: Readonly<Record<string, string>> = {
    ARGOCD_APP_NAME: name,
    ARGOCD_APP_NAMESPACE: textOf(field(field(spec, "destination"), "namespace")) ?? "",
    ARGOCD_APP_PROJECT_NAME: textOf(field(spec, "project")) ?? "",
    ARGOCD_APP_SOURCE_PATH: textOf(field(source, "path")) ?? "",
    ARGOCD_APP_SOURCE_TARGET_REVISION: textOf(field(source, "targetRevision")) ?? "",
  };
  const replaced = ["valueFiles", "parameters"].flatMap((key): [string, JsonValue][] => {
    const value = field(helm, key);
    return value === undefined ? [] : [[key, substituted(value, variables)]];
  });
  return { ...source, helm: { ...helm, ...Object.fromEntries(replaced) } };
}

function substituted(value: JsonValue, variables: Readonly<Record<string, string>>): JsonValue {
  if (typeof value === "string") {
    return value.replace(/\$(?:\{(ARGOCD_\w+)\}|(ARGOCD_\w+))/g, (whole, braced?: string, plain?: string) => {
      const wanted = braced ?? plain ?? "";
      return Object.hasOwn(variables, wanted) ? (variables[wanted] ?? whole) : whole;
    });
  }
  if (isJsonArray(value)) return value.map((each) => substituted(each, variables));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, substituted(each, variables)]));
}
