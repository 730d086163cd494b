/**
 * The engine {@code spark}: tasks run by Apache Spark, on this machine or on a cluster.
 *
 * <p>Two worlds meet here and share no library. This package is among SirenCast's own jars and
 * mentions nothing of Spark; {@code dev.sirencast.spark.cluster} is among Spark's, in a {@linkplain
 * dev.sirencast.spark.SparkClassLoader class loader of its own}, and sees of SirenCast the door
 * {@code dev.sirencast.batch} alone. So any Spark 4 goes with any version of ours of Jackson,
 * protobuf, Netty or Zstandard, and a stream's bytes do not depend on whose cluster made it. What
 * crosses are lines.
 */
@NullMarked
package dev.sirencast.spark;

import org.jspecify.annotations.NullMarked;
