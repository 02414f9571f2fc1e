/**
 * Names of detectors, as rules read them in `{"$secret": {"detector": …}}`. Stable: rules and waivers name them.
 *
 * Credentials, each a plaintext secret wherever it stands:
 * - by their form: `aws-access-key` `aws-secret-key` `private-key` `github-token` `gitlab-token` `slack-token`
 *   `slack-webhook` `stripe-key` `gcp-api-key` `gcp-oauth-token` `datadog-key` `jwt` `npm-token` `pypi-token`
 *   `sendgrid-key` `vault-token` `openai-key` `anthropic-key` `azure-storage-key` `age-key` `url-credentials`
 *   `docker-config` (a registry login)
 * - by their name: `named-secret`, a literal under a name that says secret.
 *
 * Not credentials as far as anybody can tell, masked all the same:
 * - `secret-data`: a value of a Secret with neither the form nor the name of a credential (`username`, `tls.crt`)
 * - `sensitive`: Terraform calls the value sensitive
 * - `placeholder`: nothing, `changeme`, `${VAR}`, a reference to somewhere else, in a place for secrets
 * - `encrypted`: SOPS, git-crypt or Ansible Vault text in a place for secrets.
 */
export const neutralDetectors = ["secret-data", "sensitive", "placeholder", "encrypted"] as const;
export type NeutralDetector = (typeof neutralDetectors)[number];

export const credentialDetectors = [
  "aws-access-key",
  "aws-secret-key",
  "private-key",
  "github-token",
  "gitlab-token",
  "slack-token",
  "slack-webhook",
  "stripe-key",
  "gcp-api-key",
  "gcp-oauth-token",
  "datadog-key",
  "jwt",
  "npm-token",
  "pypi-token",
  "sendgrid-key",
  "vault-token",
  "openai-key",
  "anthropic-key",
  "azure-storage-key",
  "age-key",
  "url-credentials",
  "docker-config",
  "named-secret",
] as const;
export type CredentialDetector = (typeof credentialDetectors)[number];

export type Detector = NeutralDetector | CredentialDetector;
