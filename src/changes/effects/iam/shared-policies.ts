import type { JsonObject } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Policy } from "./policy.ts";
import { textsAt, valueWithUnknown } from "./with-unknown.ts";

const everybodyMayEverything: JsonObject = {
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};
/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const accountMayEverything: JsonObject = {
  Statement: [{ Effect: "Allow", Principal: { AWS: [{ $unknown: "" }] }, Action: "kms:*", Resource: "*" }],
};

/** Policies that stand on what they open, by type: the argument, where it is not `policy`. */
const shared: Readonly<Record<string, { readonly argument?: string; readonly absent?: JsonObject }>> = {
  aws_s3_bucket: {},
  aws_s3_bucket_policy: {},
  aws_s3_access_point: {},
  aws_s3control_access_point_policy: {},
  aws_kms_key: { absent: accountMayEverything },
  aws_kms_replica_key: { absent: accountMayEverything },
  aws_kms_key_policy: {},
  aws_sns_topic: {},
  aws_sns_topic_policy: {},
  aws_sqs_queue: {},
  aws_sqs_queue_policy: {},
  aws_ecr_repository_policy: {},
  aws_ecr_registry_policy: {},
  aws_ecrpublic_repository_policy: {},
  aws_secretsmanager_secret: {},
  aws_secretsmanager_secret_policy: {},
  aws_vpc_endpoint: { absent: everybodyMayEverything },
  aws_vpc_endpoint_policy: { absent: everybodyMayEverything },
  aws_efs_file_system_policy: {},
  aws_backup_vault_policy: {},
  aws_glacier_vault: { argument: "access_policy" },
  aws_opensearch_domain: { argument: "access_policies" },
  aws_opensearch_domain_policy: { argument: "access_policies" },
  aws_elasticsearch_domain: { argument: "access_policies" },
  aws_elasticsearch_domain_policy: { argument: "access_policies" },
  aws_api_gateway_rest_api: {},
  aws_api_gateway_rest_api_policy: {},
  aws_cloudwatch_event_bus_policy: {},
  aws_cloudwatch_log_resource_policy: { argument: "policy_document" },
  aws_cloudwatch_log_destination_policy: { argument: "access_policy" },
  aws_dynamodb_resource_policy: {},
  aws_kinesis_resource_policy: {},
  aws_glue_resource_policy: {},
  aws_codeartifact_domain_permissions_policy: { argument: "policy_document" },
  aws_codeartifact_repository_permissions_policy: { argument: "policy_document" },
  aws_sesv2_email_identity_policy: {},
  aws_ses_identity_policy: {},
  aws_acmpca_policy: {},
};

/** What a policy that stands on a resource opens to those whom it names; none where the type has none. */
export function sharedPolicies(resource: Resource): readonly Policy[] {
  const { type } = resource;
  if (type === "aws_lambda_permission") return [lambdaPermission(resource)];
  const share = Object.hasOwn(shared, type) ? shared[type] : undefined;
  if (share === undefined) return [];
  const { argument = "policy", absent } = share;
  return [
    {
      document: "shared",
      who: { kind: "resource", name: null },
      texts: textsAt(resource, [argument]),
      tells: [argument],
      ...(absent === undefined ? {} : { absent }),
    },
  ];
}

/** A statement that is written as arguments. */
function lambdaPermission(resource: Resource): Policy {
  const at = (argument: string) => valueWithUnknown(resource, [argument]);
  const principal = at("principal") ?? { $unknown: "principal" };
  const type = typeof principal === "string" && /\.amazonaws\.com/.test(principal) ? "Service" : "AWS";
  const tests = [
    ["ArnLike", "AWS:SourceArn", at("source_arn")],
    ["StringEquals", "AWS:SourceAccount", at("source_account")],
    ["StringEquals", "aws:PrincipalOrgID", at("principal_org_id")],
    ["StringEquals", "lambda:FunctionUrlAuthType", at("function_url_auth_type")],
  ] as const;
  const conditions = tests.flatMap(([test, key, value]) =>
    value === undefined || value === null ? [] : [[`${test}`, key, value] as const],
  );
  const Condition: Record<string, JsonObject> = {};
  for (const [test, key, value] of conditions) Condition[test] = { ...Condition[test], [key]: value };
  const statement = {
    Effect: "Allow",
    Action: at("action") ?? { $unknown: "action" },
    Principal: { [type]: principal },
    Resource: at("function_name") ?? "*",
    ...(conditions.length === 0 ? {} : { Condition }),
  };
  return {
    document: "shared",
    who: { kind: "resource", name: null },
    texts: [{ Version: "2012-10-17", Statement: [statement] }],
    tells: ["action", "principal", "function_name", "source_arn", "source_account", "principal_org_id"],
  };
}
