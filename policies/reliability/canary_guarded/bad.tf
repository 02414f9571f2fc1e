resource "kubectl_manifest" "cart" {
  yaml_body = <<-YAML
    apiVersion: argoproj.io/v1alpha1
    kind: Rollout
    metadata:
      name: cart
      namespace: shop
    spec:
      replicas: 4
      strategy:
        canary:
          steps:
            - setWeight: 20
            - pause: {duration: 10m}
            - setWeight: 60
            - pause: {duration: 10m}
      selector:
        matchLabels: {app: cart}
      template:
        metadata:
          labels: {app: cart}
        spec:
          containers:
            - name: cart
              image: registry.example/shop/cart:1.4.0
  YAML
}
