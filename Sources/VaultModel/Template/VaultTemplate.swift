/// The files that `vault-template/` has, carried in the binary so that it needs no folder beside it.
package enum VaultTemplate {}
