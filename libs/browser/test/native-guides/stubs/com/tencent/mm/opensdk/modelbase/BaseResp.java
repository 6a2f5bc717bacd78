package com.tencent.mm.opensdk.modelbase;

public abstract class BaseResp {
    public int errCode;

    public interface ErrCode {
        int ERR_OK = 0;
        int ERR_USER_CANCEL = -2;
    }
}
