module sekisho/tools/ledger-oracle

go 1.26.0

toolchain go1.26.8

require (
	github.com/transparency-dev/merkle v0.0.2
	golang.org/x/mod v0.41.0
)
