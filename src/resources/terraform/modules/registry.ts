import type { JsonObject } from "../../../model/json.ts";
import type { MadeResource } from "../../../model/terraform-settings.ts";
import { declaredModule } from "./declared-module.ts";
import { ModuleCall } from "./module-call.ts";
import type { ModuleMaker, ModuleReader } from "./module-reader.ts";

/** A module of the public registry by terraform-aws-modules, which most estates use. */
export interface RegistryModule {
  /** `rds`, or with a folder in it `iam//modules/iam-role`. */
  readonly name: string;
  readonly versions: string;
  /** The defaults of the module's variables, as its documentation gives them, where anything reads them. */
  readonly inputs: JsonObject;
}

export type Made = Partial<MadeResource> & Pick<MadeResource, "as">;

export function declared(module: RegistryModule, makes: readonly Made[]): ModuleReader {
  return declaredModule(
    {
      source: sourceOf(module),
      versions: module.versions,
      inputs: module.inputs,
      makes: makes.map((made) => ({
        name: null,
        when: {},
        forEach: null,
        arguments: {},
        others: false,
        defaults: {},
        ...made,
      })),
    },
    "built-in",
  );
}

/** A module whose resources take more than other names for arguments. */
export function coded(module: RegistryModule, make: ModuleMaker): ModuleReader {
  return {
    source: sourceOf(module),
    versions: module.versions,
    origin: "built-in",
    read: (resource) => make(new ModuleCall(resource, module.inputs)),
  };
}

/** Arguments that have the same name in the resource. */
export function same(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** `rds` is `terraform-aws-modules/rds/aws`. */
function sourceOf({ name }: RegistryModule): string {
  const [module = "", ...folder] = name.split("//");
  return [`terraform-aws-modules/${module}/aws`, ...folder].join("//");
}
