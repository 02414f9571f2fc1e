package functions

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// certificate has the fields that templates read of what sprig makes.
type certificate struct{ Cert, Key string }

// A key costs a second to make in a sandbox, and a new one in every rendering would be a change that nobody made.
var (
	privateKey = block("RSA PRIVATE KEY", 24)
	fixed      = certificate{Cert: block("CERTIFICATE", 17), Key: privateKey}
)

// block is a PEM block of zeros.
func block(kind string, lines int) string {
	body := strings.Repeat(strings.Repeat("A", 64)+"\n", lines)
	return "-----BEGIN " + kind + "-----\n" + body + "-----END " + kind + "-----\n"
}

func withKey(key string) certificate { return certificate{Cert: fixed.Cert, Key: key} }

func buildCustomCert(cert, key string) (certificate, error) {
	decodedCert, err := base64.StdEncoding.DecodeString(cert)
	if err != nil {
		return certificate{}, errors.New("unable to decode base64 certificate")
	}
	decodedKey, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		return certificate{}, errors.New("unable to decode base64 private key")
	}
	return certificate{string(decodedCert), string(decodedKey)}, nil
}

func htpasswd(name, _ string) string {
	if strings.Contains(name, ":") {
		return fmt.Sprintf("invalid username: %s", name)
	}
	return name + ":" + passwordHash
}

func encryptAES(_, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	return base64.StdEncoding.EncodeToString([]byte(passwordHash)), nil
}
