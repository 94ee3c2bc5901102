package main

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

// A client with what the environment says of the brokers, TLS and the login.
func newClient(options ...kgo.Opt) *kgo.Client {
	options = append(options, kgo.SeedBrokers(brokers()...))
	// As in rpk, a CA alone means TLS.
	if path := os.Getenv("RPK_TLS_CA"); path != "" {
		options = append(options, kgo.DialTLSConfig(&tls.Config{RootCAs: authorities(path)}))
	}
	if user := os.Getenv("RPK_USER"); user != "" {
		options = append(options, kgo.SASL(login(user, os.Getenv("RPK_PASS"))))
	}
	client, err := kgo.NewClient(options...)
	if err != nil {
		die("unable to initialize kafka client: %v", err)
	}
	return client
}

func brokers() []string {
	if list := os.Getenv("RPK_BROKERS"); list != "" {
		return strings.Split(list, ",")
	}
	return []string{"127.0.0.1:9092"}
}

func authorities(path string) *x509.CertPool {
	pem, err := os.ReadFile(path)
	if err != nil {
		die("unable to initialize kafka client: unable to read ca at %q: %v", path, err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		die("unable to initialize kafka client: unable to create cert from ca at %q", path)
	}
	return pool
}

func login(user, password string) sasl.Mechanism {
	auth := scram.Auth{User: user, Pass: password}
	switch mechanism := os.Getenv("RPK_SASL_MECHANISM"); strings.ToUpper(mechanism) {
	case "SCRAM-SHA-512":
		return auth.AsSha512Mechanism()
	case "", "SCRAM-SHA-256":
		return auth.AsSha256Mechanism()
	default:
		die("unable to initialize kafka client: unknown SASL mechanism %q", mechanism)
		return nil
	}
}

// Like rpk, which sends what may go to any broker to the first address, and does not try another.
func atFirstAddress(doing string) {
	connection, err := net.DialTimeout("tcp", brokers()[0], 3*time.Second)
	if err != nil {
		die("%s: unable to dial: %v", doing, err)
	}
	connection.Close()
}
