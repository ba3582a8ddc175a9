"""The Bot API's methods that the stand-in knows, by name."""

from bot.sandbox.methods import about, albums, chats, deletions, edits, media, messages, topics, updates
from bot.sandbox.methods.replies import METHODS

__all__ = ["METHODS", "NAMES"]

KNOWN = {
    "getMe": chats.get_me,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatMemberCount": chats.get_chat_member_count,
    "getChatAdministrators": chats.get_chat_administrators,
    "leaveChat": chats.leave_chat,
    "getMyCommands": about.get_my_commands,
    "setMyCommands": about.set_my_commands,
    "deleteMyCommands": about.delete_my_commands,
    "getMyDescription": about.get_my_description,
    "setMyDescription": about.set_my_description,
    "getMyShortDescription": about.get_my_short_description,
    "setMyShortDescription": about.set_my_short_description,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendMediaGroup": albums.send_media_group,
    "getFile": media.get_file,
    "sendChatAction": messages.send_chat_action,
    "answerCallbackQuery": messages.answer_callback_query,
    "editMessageText": edits.edit_message_text,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageMedia": edits.edit_message_media,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "deleteMessage": deletions.delete_message,
    "deleteMessages": deletions.delete_messages,
    "createForumTopic": topics.create_forum_topic,
    "editForumTopic": topics.edit_forum_topic,
    "closeForumTopic": topics.close_forum_topic,
    "reopenForumTopic": topics.reopen_forum_topic,
    "deleteForumTopic": topics.delete_forum_topic,
}
METHODS.update(KNOWN)
NAMES = {name.lower(): name for name in METHODS}
