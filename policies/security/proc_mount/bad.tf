resource "kubectl_manifest" "builder" {
  yaml_body = <<-YAML
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: builder
      namespace: payments
    spec:
      selector:
        matchLabels:
          app: builder
      template:
        metadata:
          labels:
            app: builder
        spec:
          containers:
            - name: builder
              image: registry.example.com/builder:7.2.0
              securityContext:
                procMount: Unmasked
  YAML
}
