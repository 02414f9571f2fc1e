// Package rest stands in for client-go's: Helm's templates may look things up in a cluster, and here there is none.
package rest

// Config is what a connection to a cluster would need.
type Config struct{}
