package dev.sirencast.cli.sign.oms;

/**
 * A statement of somebody who is trusted. Immutable.
 *
 * @param signer the fingerprint of the key that signed it
 */
record SignedStatement(String signer, Statement statement) {}
