// Says of the Issuers, ClusterIssuers and Certificates in YAML files what cert-manager's validating webhook would say:
// the definitions of the CRDs take much that it refuses. Objects of other kinds are passed over.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cert-manager/cert-manager/internal/apis/certmanager"
	"github.com/cert-manager/cert-manager/internal/apis/certmanager/install"
	"github.com/cert-manager/cert-manager/internal/apis/certmanager/validation"
	meta "github.com/cert-manager/cert-manager/internal/apis/meta/install"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apimachinery/pkg/util/yaml"
)

func main() {
	scheme := runtime.NewScheme()
	install.Install(scheme)
	meta.Install(scheme)
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDecoder(certmanager.SchemeGroupVersion)
	status := 0
	for _, path := range os.Args[1:] {
		problems, err := lint(decoder, path)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		for _, problem := range problems {
			status = 1
			fmt.Printf("%s: %v\n", path, problem)
		}
	}
	os.Exit(status)
}

func lint(decoder runtime.Decoder, path string) ([]error, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var problems []error
	for documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(data))); ; {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return problems, nil
		}
		if err != nil {
			return nil, err
		}
		object, _, err := decoder.Decode(document, nil, nil)
		switch {
		case runtime.IsNotRegisteredError(err):
		case err != nil:
			problems = append(problems, err)
		default:
			for _, problem := range validate(object) {
				problems = append(problems, problem)
			}
		}
	}
}

func validate(object runtime.Object) (problems field.ErrorList) {
	switch object.(type) {
	case *certmanager.Certificate:
		problems, _ = validation.ValidateCertificate(nil, object)
	case *certmanager.Issuer:
		problems, _ = validation.ValidateIssuer(nil, object)
	case *certmanager.ClusterIssuer:
		problems, _ = validation.ValidateClusterIssuer(nil, object)
	}
	return problems
}
