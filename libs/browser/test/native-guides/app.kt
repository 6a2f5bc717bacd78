// What the guides leave to the app.
package your.application.id

import android.content.Context
import com.tencent.mm.opensdk.openapi.IWXAPI

lateinit var api: IWXAPI
const val userPoolId = "5e4cdd055df3df65dc58b97d"

fun keep(context: Context, binding: LoginBinding) = Unit

fun fail(code: String) = Unit

object Login {
    fun finish(extMsg: String?) = Unit

    fun fail(code: String) = Unit
}
