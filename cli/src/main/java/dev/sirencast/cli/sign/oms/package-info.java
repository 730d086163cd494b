/**
 * Detached signatures of files: bundles of OpenSSF Model Signing 1.0, read and written.
 *
 * <pre>
 * bundle (Sigstore, JSON)             {@code Bundle}
 *   who signed: a key's fingerprint, or certificates
 *   envelope (DSSE)                   signed is {@code Dsse}
 *     statement (in-toto, JSON)       {@code Statement}
 *       files and their SHA-256, and how they were listed
 * </pre>
 *
 * <p>Text that is not as the specification has it is an {@link IllegalArgumentException} with a
 * reason; files that are not as they were signed are a value, {@code
 * dev.sirencast.cli.sign.oms.Comparison}.
 */
@NullMarked
package dev.sirencast.cli.sign.oms;

import org.jspecify.annotations.NullMarked;
