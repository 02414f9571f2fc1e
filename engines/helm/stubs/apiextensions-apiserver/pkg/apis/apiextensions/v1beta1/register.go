// Package v1beta1 stands in for the types of CustomResourceDefinitions: Helm only registers them as known.
package v1beta1

import "k8s.io/client-go/kubernetes/scheme"

// AddToScheme makes the version known.
func AddToScheme(known *scheme.Static) error {
	known.AddVersions("apiextensions.k8s.io", "v1beta1")
	return nil
}
