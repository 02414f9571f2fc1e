import type { Resource } from "../../../../model/resource.ts";
import { Draft } from "../draft.ts";
import type { ModuleCall } from "../module-call.ts";
import type { ModuleReader } from "../module-reader.ts";
import { PolicyDraft } from "../policy-draft.ts";
import { coded } from "../registry.ts";

/** Machines and functions. */
export const computeModules: readonly ModuleReader[] = [
  coded({ name: "autoscaling", versions: ">= 6.5, < 10.0", inputs: groupInputs() }, autoscaling),
  coded({ name: "lambda", versions: ">= 2.0, < 9.0", inputs: functionInputs() }, lambda),
];

function groupInputs() {
  return { create: true, create_launch_template: true, use_mixed_instances_policy: false };
}

function autoscaling(call: ModuleCall): readonly Resource[] {
  const group = new Draft(call);
  for (const name of [
    "name",
    "min_size",
    "max_size",
    "desired_capacity",
    "vpc_zone_identifier",
    "protect_from_scale_in",
  ])
    group.copy([name], [name]);
  if (call.mayBe("use_mixed_instances_policy", true))
    group.copy(["mixed_instances_policy"], ["mixed_instances_policy", 0]);
  const template = new Draft(call);
  for (const name of [
    "image_id",
    "instance_type",
    "key_name",
    "user_data",
    "ebs_optimized",
    "disable_api_termination",
  ])
    template.copy([name], [name]);
  template.copy(["network_interfaces"], ["network_interfaces"]);
  volumes(call, template);
  if (call.gives("metadata_options")) template.copy(["metadata_options"], ["metadata_options", 0]);
  return [
    ...(call.mayBe("create", true) ? [group.finish("aws_autoscaling_group")] : []),
    ...(call.mayBe("create_launch_template", true) ? [template.finish("aws_launch_template")] : []),
  ];
}

/** The module takes the volume of a mapping as one object, the resource as a block. */
function volumes(call: ModuleCall, template: Draft): void {
  const name = "block_device_mappings";
  if (call.isUnknown(name)) template.copy([name], [name]);
  for (const [index, element] of call.elements(name).entries()) {
    for (const part of ["device_name", "no_device", "virtual_name"])
      template.copy([...element, part], [name, index, part]);
    template.copy([...element, "ebs"], [name, index, "ebs", 0]);
  }
}

function functionInputs() {
  return {
    create: true,
    create_function: true,
    create_layer: false,
    create_role: true,
    memory_size: 128,
    timeout: 3,
    reserved_concurrent_executions: -1,
    create_lambda_function_url: false,
    authorization_type: "NONE",
  };
}

const functionArguments = [
  "function_name",
  "description",
  "handler",
  "runtime",
  "memory_size",
  "timeout",
  "reserved_concurrent_executions",
  "package_type",
  "image_uri",
  "kms_key_arn",
  "architectures",
  "layers",
  "tags",
];

function lambda(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create", true) || !call.mayBe("create_function", true)) return [];
  if (call.value("create_layer") === true) return [];
  const draft = new Draft(call);
  for (const name of functionArguments) draft.copy([name], [name]);
  if (call.gives("environment_variables"))
    draft.copy(["environment_variables"], ["environment", 0, "variables"]);
  if (call.gives("vpc_subnet_ids")) {
    draft.copy(["vpc_subnet_ids"], ["vpc_config", 0, "subnet_ids"]);
    draft.copy(["vpc_security_group_ids"], ["vpc_config", 0, "security_group_ids"]);
  }
  return [
    draft.finish("aws_lambda_function"),
    ...call.elements("allowed_triggers").map((element) => permission(call, element)),
    ...(call.mayBe("create_lambda_function_url", true) ? [url(call)] : []),
    ...(call.mayBe("create_role", true) ? rolePolicies(call) : []),
  ];
}

/** A trigger names its principal, or the service in short: `apigateway`. */
function permission(call: ModuleCall, element: readonly (string | number)[]): Resource {
  const draft = new Draft(call).copy(["function_name"], ["function_name"]);
  const service = call.value(...element, "service");
  if (typeof service === "string")
    draft.put(["principal"], `${service}.amazonaws.com`, [...element, "service"]);
  for (const name of ["principal", "source_arn", "source_account", "action"])
    draft.copy([...element, name], [name]);
  if (!draft.holds(["action"])) draft.put(["action"], "lambda:InvokeFunction", element);
  return draft.finish("aws_lambda_permission", { name: String(element.at(-1)), about: element });
}

function url(call: ModuleCall): Resource {
  const draft = new Draft(call).copy(["function_name"], ["function_name"]);
  draft.copy(["authorization_type"], ["authorization_type"]);
  return draft.finish("aws_lambda_function_url");
}

/** What the function may do: documents, statements, and policies that are attached. */
function rolePolicies(call: ModuleCall): readonly Resource[] {
  const inline = [
    ["attach_policy_json", "policy_json"],
    ["attach_policy_jsons", "policy_jsons"],
    ["attach_policy_statements", "policy_statements"],
  ].filter(
    ([attach = "", argument]) => call.gives(argument) && (!call.gives(attach) || call.mayBe(attach, true)),
  );
  const policies = inline.map(([, argument = ""]) => {
    const draft = new Draft(call);
    const policy = new PolicyDraft(call, draft, ["policy"]);
    if (argument === "policy_statements") policy.statements(argument);
    else policy.documents(argument);
    return draft.finish("aws_iam_role_policy", { name: argument, about: [argument] });
  });
  const arns = call.gives("policy") ? [["policy"], ...call.elements("policies")] : call.elements("policies");
  const attached = arns.map((place) =>
    new Draft(call)
      .copy(place, ["policy_arn"])
      .finish("aws_iam_role_policy_attachment", { name: place.join("."), about: place }),
  );
  return [...policies, ...attached];
}
