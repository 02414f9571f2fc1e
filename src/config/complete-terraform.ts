import type { Configuration } from "../model/configuration.ts";
import type { ModuleAdapter, TerraformRootRule } from "../model/terraform-settings.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

/** What the file says of Terraform, with every default filled in. */
export function terraform(section: ConfigurationFile["terraform"]): Configuration["terraform"] {
  return {
    roots: (section?.roots ?? []).map(
      (root): TerraformRootRule => ({
        path: root.path,
        varFiles: root.varFiles ?? [],
        workspace: root.workspace ?? null,
        environment: root.environment ?? null,
      }),
    ),
    assumeKnown: section?.assumeKnown ?? {},
    modules: (section?.modules ?? []).map(moduleAdapter),
  };
}

type ModuleFile = NonNullable<NonNullable<ConfigurationFile["terraform"]>["modules"]>[number];

function moduleAdapter(file: ModuleFile): ModuleAdapter {
  const { source, version = null } = file;
  if ("as" in file) {
    const { as, arguments: renamed = {}, defaults = {} } = file;
    const only = { as, name: null, when: {}, forEach: null, arguments: renamed, others: true, defaults };
    return { source, versions: version, inputs: {}, makes: [only] };
  }
  const makes = file.makes.map((made) => ({
    as: made.as,
    name: made.name ?? null,
    when: made.when ?? {},
    forEach: made.forEach ?? null,
    arguments: made.arguments ?? {},
    others: made.others ?? false,
    defaults: made.defaults ?? {},
  }));
  return { source, versions: version, inputs: file.inputs ?? {}, makes };
}
