const sourceAddress = "A grant to everybody from one address is not public, for AWS neither.";
const notAttached = "The module ignores policy unless attach_policy is set, so nobody is granted anything.";
const anotherDoor = "Another one of the four settings is off; KICS asks about one of them in each query.";
const insideOnly = "The load balancer is internal: what it carries stays in the network.";
const awsEncrypts =
  "EKS encrypts Secrets with a key of its own since Kubernetes 1.28, which is older than what can be made today.";
const oldModule = "A version of the module of 2017, which no adapter describes.";
const noInput = "The module has no block ingress: Terraform refuses the call.";
const queueKey = "SQS encrypts a queue by itself unless it is told not to, since 2022.";
const limitIsRequest = "A container with a limit and no request requests its limit.";
const knative = "Knative makes its Configurations from Services, which are read; nobody writes one by hand.";
const noNamespace =
  "An object without a namespace goes where its user says; nobody knows that it is `default`.";

/** Files about which we say something else than KICS, and why that is right. Everything else that differs is a fault. */
export const judgedOtherwise: Readonly<Record<string, string>> = {
  "terraform/aws/s3_bucket_access_to_any_principal/test/positive1.tf": sourceAddress,
  "terraform/aws/s3_bucket_access_to_any_principal/test/positive2.tf": sourceAddress,
  "terraform/aws/s3_bucket_allows_delete_action_from_all_principals/test/positive1.tf": sourceAddress,
  "terraform/aws/s3_bucket_allows_delete_action_from_all_principals/test/positive2.tf": sourceAddress,
  "terraform/aws/s3_bucket_allows_get_action_from_all_principals/test/positive1.tf": sourceAddress,
  "terraform/aws/s3_bucket_allows_list_action_from_all_principals/test/positive1.tf": sourceAddress,
  "terraform/aws/s3_bucket_allows_list_action_from_all_principals/test/positive2.tf": sourceAddress,
  "terraform/aws/s3_bucket_allows_put_action_from_all_principals/test/positive1.tf": sourceAddress,
  "terraform/aws/s3_bucket_allows_put_action_from_all_principals/test/positive2.tf": sourceAddress,
  "terraform/aws/s3_bucket_allows_delete_action_from_all_principals/test/positive3.tf": notAttached,
  "terraform/aws/s3_bucket_allows_get_action_from_all_principals/test/positive2.tf": notAttached,
  "terraform/aws/s3_bucket_allows_list_action_from_all_principals/test/positive3.tf": notAttached,
  "terraform/aws/s3_bucket_allows_put_action_from_all_principals/test/positive3.tf": notAttached,
  "terraform/aws/s3_bucket_with_all_permissions/test/positive2.tf": notAttached,
  "terraform/aws/s3_bucket_allows_public_acl/test/negative1.tf": anotherDoor,
  "terraform/aws/s3_bucket_allows_public_acl/test/negative2.tf": anotherDoor,
  "terraform/aws/s3_bucket_with_public_policy/test/negative1.tf": anotherDoor,
  "terraform/aws/s3_bucket_with_public_policy/test/negative2.tf": anotherDoor,
  "terraform/aws/s3_bucket_without_ignore_public_acl/test/negative1.tf": anotherDoor,
  "terraform/aws/s3_bucket_without_ignore_public_acl/test/negative2.tf": anotherDoor,
  "terraform/aws/s3_bucket_without_restriction_of_public_bucket/test/negative1.tf": anotherDoor,
  "terraform/aws/s3_bucket_without_restriction_of_public_bucket/test/negative2.tf": anotherDoor,
  "terraform/aws/s3_bucket_with_all_permissions/test/negative1.tf":
    "Everybody may write here; KICS asks in this query about s3:* alone.",
  "terraform/aws/alb_listening_on_http/test/positive1.tf": insideOnly,
  "terraform/aws/alb_listening_on_http/test/positive2.tf": insideOnly,
  "terraform/aws/cmk_rotation_disabled/test/positive5.tf":
    "AWS refuses to rotate an asymmetric key, and such a key is not expected to be rotated.",
  "terraform/aws/db_instance_storage_not_encrypted/test/negative1.tf":
    "The second database is not encrypted: a key alone does not switch encryption on.",
  "terraform/aws/db_instance_storage_not_encrypted/test/positive2.tf":
    "Version 3 of the module encrypts unless it is told otherwise.",
  "terraform/aws/ecs_task_definition_with_plaintext_password/test/positive.tf":
    "Terraform refuses this: container_definitions is the list alone, without what stands around it here.",
  "terraform/aws/eks_cluster_encryption_disabled/test/positive1.tf": awsEncrypts,
  "terraform/aws/eks_cluster_encryption_disabled/test/positive2.tf": awsEncrypts,
  "terraform/aws/hardcoded_aws_access_key/test/positive1.tf":
    "A row of digits is no access key: AWS begins the identifier with AKIA, and no secret belongs to it.",
  "terraform/aws/hardcoded_aws_access_key/test/positive2.tf":
    "A row of digits is no access key: AWS begins the identifier with AKIA, and no secret belongs to it.",
  "terraform/aws/iam_access_key_is_exposed/test/negative.tf":
    "A key of an ordinary user is long-lived, too; KICS asks about root alone.",
  "terraform/aws/iam_role_allows_all_principals_to_assume/test/positive.tf":
    "The principal is no ARN and the policy no JSON: AWS refuses both.",
  "terraform/aws/iam_role_with_full_privileges/test/positive.tf":
    "A trust policy gives no rights: its action * is sts:AssumeRole, for EC2 alone.",
  "terraform/aws/kms_key_with_full_permissions/test/positive3.tf":
    "Without a policy of its own, a key is for its account.",
  "terraform/aws/launch_configuration_is_not_encrypted/test/positive2.tf": oldModule,
  "terraform/aws/launch_configuration_is_not_encrypted/test/positive3.tf": oldModule,
  "terraform/aws/launch_configuration_is_not_encrypted/test/positive4.tf": oldModule,
  "terraform/aws/rds_cluster_with_backup_disabled/test/positive1.tf":
    "A cluster of Aurora that says nothing keeps backups for a day.",
  "terraform/aws/remote_desktop_port_open_to_internet/test/negative.tf":
    "0.1.0.0/0 is every address, however it begins.",
  "terraform/aws/security_group_with_unrestricted_access_to_ssh/test/positive3.tf": noInput,
  "terraform/aws/security_group_with_unrestricted_access_to_ssh/test/positive4.tf": noInput,
  "terraform/aws/sensitive_port_is_exposed_to_entire_network/test/negative.tf":
    "1.2.3.4/5 is one address in 32 of the whole internet.",
  "terraform/aws/sqs_with_sse_disabled/test/positive1.tf": queueKey,
  "terraform/aws/sqs_with_sse_disabled/test/positive2.tf": queueKey,
  "terraform/aws/sqs_with_sse_disabled/test/positive3.tf": queueKey,
  "terraform/aws/sqs_with_sse_disabled/test/positive4.tf": queueKey,
  "terraform/aws/sqs_with_sse_disabled/test/positive5.tf": queueKey,
  "terraform/aws/sqs_with_sse_disabled/test/positive6.tf": queueKey,
  "terraform/aws/vpc_flowlogs_disabled/test/positive1.tf":
    "The network has its log; that another log names no network is refused by AWS.",
  "terraform/aws/vpc_flowlogs_disabled/test/positive2.tf":
    "Whose log it is can be told only once the network is made; one that stands beside it counts.",
  "k8s/cluster_allows_unsafe_sysctls/test/negative2.yaml":
    "With slashes it is another name for the API server, and Pod Security refuses it; we agree with Pod Security.",
  "k8s/cpu_requests_not_set/test/positive.yaml": limitIsRequest,
  "k8s/memory_requests_not_defined/test/positive2.yaml": limitIsRequest,
  "k8s/deployment_has_no_pod_anti_affinity/test/positive.yaml":
    "The scheduler spreads the pods of a Deployment by itself; a constraint is asked for where the parameter spread says so.",
  "k8s/hpa_targets_invalid_object/test/negative2.yaml":
    "Nothing here makes the Deployment that it scales; KICS asks about its metrics alone.",
  "k8s/hpa_targets_invalid_object/test/positive.yaml":
    "KICS asks what its metric describes; whether its target is there cannot be told without a namespace.",
  "k8s/service_does_not_target_pod/test/positive1.yaml":
    "Without a namespace nobody knows which pods stand beside the Service.",
  "k8s/service_does_not_target_pod/test/positive2.yaml":
    "A container may listen on ports that it does not list: containerPort is a note for people.",
  "k8s/image_without_digest/test/positive.yaml":
    "A placeholder stands for an image that something else fills in.",
  "k8s/no_drop_capabilities_for_containers/test/positive.yaml":
    "No cluster since 1.16 serves this Deployment; VAL-003 says so, and no rule reads its pods.",
  "k8s/non_kube_system_pod_with_host_mount/test/negative.yaml":
    "What runs in kube-system reads the node no less; agents that need it get a waiver.",
  "k8s/root_containers_admitted/test/positive.yaml":
    "PodSecurityPolicy is gone since 1.25, and admits nobody any more.",
  "k8s/seccomp_profile_is_not_configured/test/negative1.yaml":
    "The annotation is one of PodSecurityPolicy; on a pod it does nothing.",
  "k8s/service_account_token_automount_not_disabled/test/positive2.yaml":
    "A service account of its own asks for its token; the rule is about the default one, which nobody asked for.",
  "k8s/shared_host_ipc_namespace/test/positive2.yaml": knative,
  "k8s/shared_host_network_namespace/test/positive2.yaml": knative,
  "k8s/shared_host_pid_namespace/test/positive2.yaml": knative,
  "k8s/using_unrecommended_namespace/test/positive2.yaml": noNamespace,
  "k8s/using_unrecommended_namespace/test/positive5.yaml": noNamespace,
  "dockerfile/missing_user_instruction/test/negative.dockerfile":
    "An image from scratch runs as root, too, unless it says otherwise.",
  "cicd/github/run_block_injection/test/positive6.yaml":
    "GitHub has no event author, and no event has authors with a name.",
};
