import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type ObjectPath,
  parseJson,
} from "../../../../model/json.ts";
import type { Resource } from "../../../../model/resource.ts";
import { Draft } from "../draft.ts";
import type { ModuleCall } from "../module-call.ts";
import type { ModuleReader } from "../module-reader.ts";
import { coded, declared } from "../registry.ts";
import { groupOfRules } from "./rule-list.ts";

/** Networks, load balancers and names. */
export const networkModules: readonly ModuleReader[] = [
  coded(
    { name: "vpc", versions: ">= 3.0, < 7.0", inputs: { create_vpc: true, enable_flow_log: false } },
    vpc,
  ),
  coded(
    {
      name: "alb",
      versions: ">= 9.0, < 11.0",
      inputs: { ...loadBalancer(), enable_deletion_protection: true, drop_invalid_header_fields: true },
    },
    balancer,
  ),
  coded(
    {
      name: "alb",
      versions: ">= 6.0, < 9.0",
      inputs: { ...loadBalancer(), enable_deletion_protection: false, drop_invalid_header_fields: false },
    },
    balancer,
  ),
  declared({ name: "route53//modules/zones", versions: ">= 1.0, < 6.0", inputs: { create: true } }, [
    {
      as: "aws_route53_zone",
      when: { create: true },
      forEach: "zones",
      arguments: {
        "each.value.domain_name": "name",
        "each.value.comment": "comment",
        "each.value.vpc": "vpc",
        "each.value.force_destroy": "force_destroy",
      },
      defaults: { force_destroy: false },
    },
  ]),
  coded({ name: "route53//modules/records", versions: ">= 1.0, < 6.0", inputs: { create: true } }, records),
  coded(
    { name: "route53", versions: ">= 6.0, < 7.0", inputs: { create: true, create_zone: true } },
    zoneAndRecords,
  ),
];

function vpc(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create_vpc", true)) return [];
  const draft = new Draft(call).copy(["cidr"], ["cidr_block"]);
  for (const name of ["name", "enable_dns_hostnames", "enable_dns_support", "tags"])
    draft.copy([name], [name]);
  const log = new Draft(call);
  log.copy(["flow_log_destination_type"], ["log_destination_type"]);
  log.copy(["flow_log_destination_arn"], ["log_destination"]);
  log.copy(["flow_log_traffic_type"], ["traffic_type"]);
  return [
    draft.finish("aws_vpc"),
    ...(call.mayBe("enable_flow_log", true) ? [log.finish("aws_flow_log")] : []),
    ...(call.gives("default_security_group_ingress")
      ? [{ ...groupOfRules(call, ["default_security_group_ingress"], { port: 0, protocol: "-1" }) }]
      : []),
  ];
}

function loadBalancer() {
  return { create: true, create_lb: true, internal: false, load_balancer_type: "application" };
}

function balancer(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create", true) || !call.mayBe("create_lb", true)) return [];
  const draft = new Draft(call);
  for (const name of ["name", "name_prefix", "internal", "load_balancer_type", "enable_deletion_protection"])
    draft.copy([name], [name]);
  for (const name of ["drop_invalid_header_fields", "desync_mitigation_mode", "tags"])
    draft.copy([name], [name]);
  if (call.gives("access_logs")) {
    draft.copy(["access_logs"], ["access_logs", 0]);
    if (call.value("access_logs", "enabled") === undefined)
      draft.put(["access_logs", 0, "enabled"], true, ["access_logs"]);
  }
  const rules = ["security_group_rules", "security_group_ingress_rules"].filter((name) => call.gives(name));
  const listeners = ["listeners", "http_tcp_listeners", "https_listeners"].flatMap((name) =>
    call.elements(name),
  );
  return [
    draft.finish("aws_lb"),
    ...listeners.map((element) => listener(call, element)),
    ...call.elements("target_groups").map((element) => targetGroup(call, element)),
    ...rules.map((name) => groupOfRules(call, [name], { port: null, protocol: "tcp" })),
  ];
}

/** Weights are read where the call has them: the rule about traffic knows the module's own table, rules included. */
function listener(call: ModuleCall, element: ObjectPath): Resource {
  const draft = new Draft(call);
  const implied = { http_tcp_listeners: "HTTP", https_listeners: "HTTPS" }[String(element[0])];
  if (implied !== undefined) draft.put(["protocol"], implied, element);
  for (const name of ["port", "protocol", "ssl_policy", "certificate_arn"])
    draft.copy([...element, name], [name]);
  listenerDefaults(call, draft, element);
  const action = ["default_action", 0];
  if (implied !== undefined) draft.put([...action, "type"], "forward", element);
  draft.copy([...element, "action_type"], [...action, "type"]);
  for (const [name, type] of [
    ["redirect", "redirect"],
    ["fixed_response", "fixed-response"],
    ["forward", "forward"],
  ] as const) {
    if (call.argument([...element, name]).kind === "absent") continue;
    draft.put([...action, "type"], type, [...element, name]).copy([...element, name], [...action, name, 0]);
  }
  const key = String(element.at(-1));
  const name = element[0] === "listeners" ? key : `${String(element[0])}.${key}`;
  return draft.finish("aws_lb_listener", { name, about: element });
}

/** What the module sets for a listener that does not say: since the ninth version current TLS, before that the oldest. */
function listenerDefaults(call: ModuleCall, draft: Draft, element: ObjectPath): void {
  if (!draft.holds(["protocol"])) draft.put(["protocol"], "HTTP", element);
  if (draft.holds(["ssl_policy"])) return;
  const protocol = String(call.value(...element, "protocol") ?? "");
  if (element[0] === "https_listeners") {
    draft.put(["ssl_policy"], "ELBSecurityPolicy-2016-08", element);
    draft.copy(["listener_ssl_policy_default"], ["ssl_policy"]);
  } else if (protocol === "HTTPS" || protocol === "TLS")
    draft.put(["ssl_policy"], "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", element);
}

function targetGroup(call: ModuleCall, element: ObjectPath): Resource {
  const draft = new Draft(call);
  for (const name of ["name", "name_prefix", "port", "protocol", "target_type"])
    draft.copy([...element, name], [name]);
  for (const name of ["port", "protocol"])
    if (call.argument([...element, `backend_${name}`]).kind !== "absent")
      draft.copy([...element, `backend_${name}`], [name]);
  if (call.argument([...element, "health_check"]).kind !== "absent")
    draft.copy([...element, "health_check"], ["health_check", 0]);
  return draft.finish("aws_lb_target_group", { name: String(element.at(-1)), about: element });
}

function zoneAndRecords(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create", true)) return [];
  const zone = new Draft(call);
  for (const name of ["name", "comment", "force_destroy", "delegation_set_id", "vpc", "tags"])
    zone.copy([name], [name]);
  return [
    ...(call.mayBe("create_zone", true) ? [zone.finish("aws_route53_zone")] : []),
    ...call.elements("records").map((element) => record(call, element, String(element.at(-1)))),
  ];
}

/** The module calls a record by its name, type and identifier, so that the order of the list does not matter. */
function records(call: ModuleCall): readonly Resource[] {
  if (!call.mayBe("create", true)) return [];
  const listed = call.elements("records").map((element) => {
    const words = ["name", "type", "set_identifier"].map((name) => call.value(...element, name));
    return record(call, element, words.filter((word) => typeof word === "string").join(" "));
  });
  const text = call.value("records_jsonencoded");
  return [...listed, ...(typeof text === "string" ? encoded(call, text) : [])];
}

const routing = ["weighted", "failover", "latency", "geolocation"].map((kind) => `${kind}_routing_policy`);
const recordArguments = ["type", "ttl", "records", "set_identifier", "health_check_id", "allow_overwrite"];

function record(call: ModuleCall, element: ObjectPath, called: string): Resource {
  const draft = new Draft(call).copy(["zone_id"], ["zone_id"]).copy([...element, "name"], ["name"]);
  draft.copy([...element, "full_name"], ["name"]);
  for (const name of recordArguments) draft.copy([...element, name], [name]);
  for (const name of ["alias", ...routing])
    if (call.argument([...element, name]).kind !== "absent") draft.copy([...element, name], [name, 0]);
  return draft.finish("aws_route53_record", { name: called, about: element });
}

/** Records as JSON text: their places are that of the text. */
function encoded(call: ModuleCall, text: string): readonly Resource[] {
  const about = ["records_jsonencoded"];
  return entriesIn(text).map((entry, index) => {
    const draft = new Draft(call).copy(["zone_id"], ["zone_id"]);
    for (const [name, value] of Object.entries(entry)) {
      const isBlock = name === "alias" || routing.includes(name);
      draft.put(isBlock ? [name, 0] : [name], value, about);
    }
    const words = [entry["name"], entry["type"], entry["set_identifier"]].filter(
      (word) => typeof word === "string",
    );
    return draft.finish("aws_route53_record", { name: words.join(" ") || String(index), about });
  });
}

function entriesIn(text: string): readonly JsonObject[] {
  try {
    const list = parseJson(text);
    return isJsonArray(list) ? list.filter(isJsonObject) : [];
  } catch {
    return [];
  }
}
