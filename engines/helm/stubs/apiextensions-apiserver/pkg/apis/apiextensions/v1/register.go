// Package v1 stands in for the types of CustomResourceDefinitions: Helm only registers them as known.
package v1

import "k8s.io/client-go/kubernetes/scheme"

// AddToScheme makes the version known.
func AddToScheme(known *scheme.Static) error {
	known.AddVersions("apiextensions.k8s.io", "v1")
	return nil
}
