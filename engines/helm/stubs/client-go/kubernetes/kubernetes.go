// Package kubernetes stands in for client-go's clientset, which Helm imports for its version alone.
package kubernetes
