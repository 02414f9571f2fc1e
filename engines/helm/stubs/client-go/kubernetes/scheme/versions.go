package scheme

// Kubernetes' own API versions as client-go v0.37.1 knows them, in its order: `npm run compare:helm` compares them with
// what the real Helm says.
func init() {
	Scheme.AddVersions("", "v1")
	Scheme.AddVersions("admissionregistration.k8s.io", "v1", "v1alpha1", "v1beta1")
	Scheme.AddVersions("internal.apiserver.k8s.io", "v1alpha1")
	Scheme.AddVersions("apps", "v1", "v1beta1", "v1beta2")
	Scheme.AddVersions("authentication.k8s.io", "v1", "v1alpha1", "v1beta1")
	Scheme.AddVersions("authorization.k8s.io", "v1", "v1beta1")
	Scheme.AddVersions("autoscaling", "v1", "v2")
	Scheme.AddVersions("batch", "v1", "v1beta1")
	Scheme.AddVersions("certificates.k8s.io", "v1", "v1beta1", "v1alpha1")
	Scheme.AddVersions("coordination.k8s.io", "v1alpha2", "v1beta1", "v1")
	Scheme.AddVersions("discovery.k8s.io", "v1", "v1beta1")
	Scheme.AddVersions("events.k8s.io", "v1", "v1beta1")
	Scheme.AddVersions("extensions", "v1beta1")
	Scheme.AddVersions("flowcontrol.apiserver.k8s.io", "v1", "v1beta1", "v1beta2", "v1beta3")
	Scheme.AddVersions("lifecycle.k8s.io", "v1alpha1")
	Scheme.AddVersions("networking.k8s.io", "v1", "v1beta1")
	Scheme.AddVersions("node.k8s.io", "v1", "v1alpha1", "v1beta1")
	Scheme.AddVersions("policy", "v1", "v1beta1")
	Scheme.AddVersions("rbac.authorization.k8s.io", "v1", "v1beta1", "v1alpha1")
	Scheme.AddVersions("resource.k8s.io", "v1", "v1beta2", "v1beta1", "v1alpha3")
	Scheme.AddVersions("scheduling.k8s.io", "v1alpha3", "v1beta1", "v1")
	Scheme.AddVersions("storage.k8s.io", "v1beta1", "v1", "v1alpha1")
	Scheme.AddVersions("storagemigration.k8s.io", "v1", "v1beta1")
}
