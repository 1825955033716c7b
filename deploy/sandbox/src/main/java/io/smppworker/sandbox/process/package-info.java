/**
 * Child JVMs started, signalled and ended properly: the broker and the workers of a demo or test run beside the data path
 * in processes of their own, and none of them, nor their files, outlives the JVM that started them.
 */
@NullMarked
package io.smppworker.sandbox.process;

import org.jspecify.annotations.NullMarked;
