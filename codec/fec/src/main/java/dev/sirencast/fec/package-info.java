/**
 * Codes over GF(256): erasure codes that bring lost packets back, and Reed-Solomon codes that
 * correct wrong bytes. They know bytes and no streams.
 */
@NullMarked
package dev.sirencast.fec;

import org.jspecify.annotations.NullMarked;
