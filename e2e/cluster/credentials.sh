# shellcheck shell=bash
# shellcheck disable=SC2154  # node_ip, kubernetes_ip: set by node
# Certificates and tokens, made anew for every cluster. They are worth nothing outside the node's own network.

# certificate NAME SUBJECT [OPENSSL-EXTENSION]
certificate() {
  openssl req -newkey rsa:2048 -nodes -keyout "pki/$1.key" -out "pki/$1.csr" -subj "$2" 2>/dev/null
  openssl x509 -req -in "pki/$1.csr" -CA pki/ca.crt -CAkey pki/ca.key -CAcreateserial -days 365 -out "pki/$1.crt" -extfile <(echo "${3:-}") 2>/dev/null
}

certificates() {
  openssl req -x509 -newkey rsa:2048 -nodes -keyout pki/ca.key -out pki/ca.crt -days 365 -subj /CN=database-migration-operator-cluster 2>/dev/null
  openssl genrsa -out pki/service-accounts.key 2048 2>/dev/null
  certificate apiserver /CN=kube-apiserver "subjectAltName=IP:127.0.0.1,IP:$kubernetes_ip,IP:$node_ip,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc"
  # With this the API server reads logs and runs exec on the kubelet.
  certificate kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client
}

# One kubeconfig for each of those who talk to the API server: name, user, groups.
kubeconfigs() {
  local name user group token ca
  ca=$(base64 -w0 pki/ca.crt)
  while read -r name user group; do
    token=$(openssl rand -hex 16)
    echo "$token,$user,$name${group:+,\"$group\"}" >> pki/tokens.csv
    cat > "$name.kubeconfig" <<K
apiVersion: v1
kind: Config
current-context: $CLUSTER_NAME
contexts: [{name: $CLUSTER_NAME, context: {cluster: local, user: $name}}]
clusters: [{name: local, cluster: {server: "https://$node_ip:6443", certificate-authority-data: $ca}}]
users: [{name: $name, user: {token: $token}}]
K
  done <<'T'
admin admin system:masters
controller-manager system:kube-controller-manager
scheduler system:kube-scheduler
proxy system:kube-proxy
kubelet system:node:node1 system:nodes
dns system:coredns system:masters
volumes system:volumes system:masters
T
}
